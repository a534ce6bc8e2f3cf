package dev.rondo.forecasting.forecaster;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Predictor;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.scaling.WindowScale;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.List;
import java.util.stream.Stream;

/// A network with fixed weights: scales a window, runs the network, and transforms the outputs back with the same scale. It
/// owns its buffers.
public final class NetworkForecaster implements Forecaster {
  private final Predictor predictor;
  private final int quantiles;
  private final int point;
  private final List<WindowScale> scales; // [capacity]

  /// @param weights copied
  /// @param capacity windows that pass through the network together
  public NetworkForecaster(Network network, float[] weights, Scaling scaling, int capacity) {
    this.predictor = new Predictor(network, weights, capacity);
    this.quantiles = network.dimensions.quantiles();
    this.point = network.dimensions.point();
    this.scales = Stream.generate(() -> new WindowScale(scaling)).limit(capacity).toList();
  }

  /// Bytes of the buffers.
  public static long bytes(Network network, int columns, int capacity) {
    return Predictor.bytes(network, capacity) + WindowScale.bytes(columns) * capacity;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public int quantiles() {
    return quantiles;
  }

  @Override
  public int point() {
    return point;
  }

  @Override
  public void forecast(List<Context> contexts, WindowLayout layout, double[] forecasts) {
    Batch batch = predictor.batch();
    for (int done = 0; done < contexts.size(); done += batch.capacity) {
      batch.size = Math.min(batch.capacity, contexts.size() - done);
      for (int b = 0; b < batch.size; b++)
        layout.history(batch, b, contexts.get(done + b), scales.get(b));
      layout.clearRest(batch);
      float[] outputs = predictor.predict();
      int at = done * layout.horizon() * layout.targets() * quantiles;
      for (int b = 0; b < batch.size; b++) {
        for (int h = 0; h < layout.horizon(); h++) {
          for (int f = 0; f < layout.targets(); f++) {
            int cell = layout.row(h, f) * quantiles * batch.stride + b;
            for (int q = 0; q < quantiles; q++, cell += batch.stride)
              forecasts[at++] = scales.get(b).invert(f, outputs[cell]);
          }
        }
      }
    }
  }
}
