package dev.rondo.forecasting.evaluation;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Predictor;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.List;

/// A network as a forecaster of windows.
///
/// @param quantiles output columns for each target value
/// @param point the one of them that is the point forecast
public record TrainedNetwork(Predictor predictor, List<Scale> scales, int quantiles, int point)
    implements Forecaster {
  @Override
  public String name() {
    return "model";
  }

  @Override
  public void forecast(Windows windows, int from, int count, double[] forecasts) {
    WindowLayout layout = windows.layout();
    Batch batch = predictor.batch();
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) numbers[i] = from + i;
    for (int done = 0; done < count; done += batch.capacity) {
      int some = Math.min(batch.capacity, count - done);
      windows.fill(batch, numbers, done, some);
      float[] outputs = predictor.predict();
      for (int b = 0; b < some; b++) {
        int at = (done + b) * layout.horizon() * layout.targets();
        for (int h = 0; h < layout.horizon(); h++) {
          for (int f = 0; f < layout.targets(); f++) {
            float scaled = outputs[(layout.row(h, f) * quantiles + point) * batch.stride + b];
            forecasts[at++] = scales.get(f).invert(scaled);
          }
        }
      }
    }
  }
}
