package dev.rondo.forecasting.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Segments.Part;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final double NAN = Double.NaN;

  private static Dataset dataset(double... values) {
    Series series = new Series("a", 0, new double[][] {values});
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.STEP, ZoneOffset.UTC, List.of(series));
  }

  private static double[] tenRows() {
    return new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  }

  private static Windows windows(
      Dataset dataset, Split split, Part part, Topology topology, int lookback, int horizon) {
    Segments segments = Segments.of(dataset, split, 1);
    Observations data = Observations.of(dataset);
    WindowLayout layout = new WindowLayout(topology, lookback, horizon, 1, 1);
    Windows windows =
        Windows.of(data, data.scaling(segments, new Scaler.None()), segments, part, layout, 1);
    assertThat(Windows.count(data, segments, part, layout, 1)).isEqualTo(windows.size());
    return windows;
  }

  private static Batch filled(Windows windows) {
    WindowLayout layout = windows.layout();
    Batch batch = new Batch(layout.dimensions(1, 0), layout.topology(), windows.size());
    int[] all = new int[windows.size()];
    for (int i = 0; i < all.length; i++) all[i] = i;
    windows.fill(batch, all, 0, all.length);
    return batch;
  }

  private static float[] column(float[] array, int stride, int column) {
    float[] values = new float[array.length / stride];
    for (int i = 0; i < values.length; i++) values[i] = array[i * stride + column];
    return values;
  }

  @Test
  void validationLooksBackAcrossItsBorderOnly() {
    Split split = new Split.ByTime(null, null, null, "6", "8");
    Windows training =
        windows(dataset(tenRows()), split, Part.TRAINING, new Topology.Seq2Vec(), 3, 2);
    Windows validation =
        windows(dataset(tenRows()), split, Part.VALIDATION, new Topology.Seq2Vec(), 3, 2);
    Batch seen = filled(training);
    assertThat(training.size()).isEqualTo(2);
    assertThat(column(seen.inputs, seen.stride, 1)).containsExactly(1, 2, 3);
    assertThat(column(seen.targets, seen.stride, 1)).containsExactly(4, 5);
    Batch held = filled(validation);
    assertThat(validation.size()).isEqualTo(1);
    assertThat(column(held.inputs, held.stride, 0)).containsExactly(3, 4, 5);
    assertThat(column(held.targets, held.stride, 0)).containsExactly(6, 7);
  }

  @Test
  void laterValuesChangeNeitherTrainingWindowsNorScales() {
    Split split = Split.byTime(0.6, 0.2, 0.2);
    double[] other = tenRows();
    for (int t = 6; t < 10; t++) other[t] = -1000 * t;
    for (Topology topology :
        List.of(new Topology.Seq2Vec(), new Topology.Seq2Seq(), new Topology.EncoderDecoder())) {
      Batch before = filled(windows(dataset(tenRows()), split, Part.TRAINING, topology, 3, 2));
      Batch after = filled(windows(dataset(other), split, Part.TRAINING, topology, 3, 2));
      assertThat(after.inputs).isEqualTo(before.inputs);
      assertThat(after.targets).isEqualTo(before.targets);
      assertThat(after.weights).isEqualTo(before.weights);
    }
    Dataset plain = dataset(tenRows());
    Dataset changed = dataset(other);
    Segments segments = Segments.of(plain, split, 1);
    assertThat(Observations.of(changed).scaling(segments, new Scaler.Standard()))
        .isEqualTo(Observations.of(plain).scaling(segments, new Scaler.Standard()));
  }

  @Test
  void followersOfEachStepCountInsideTheirPartOnly() {
    Split split = new Split.ByTime(null, null, null, "6", "8");
    Batch held =
        filled(windows(dataset(tenRows()), split, Part.VALIDATION, new Topology.Seq2Seq(), 3, 2));
    assertThat(column(held.targets, held.stride, 0)).containsExactly(4, 5, 5, 6, 6, 7);
    assertThat(column(held.weights, held.stride, 0)).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void missingValuesAreFilledForwardAndDoNotCount() {
    Dataset gaps = dataset(NAN, NAN, 2, NAN, 4, NAN);
    Windows windows =
        windows(gaps, Split.byTime(1, 0, 0), Part.TRAINING, new Topology.Seq2Vec(), 2, 2);
    Batch batch = filled(windows);
    assertThat(windows.size()).isEqualTo(1);
    assertThat(column(batch.inputs, batch.stride, 0)).containsExactly(2, 2);
    assertThat(column(batch.targets, batch.stride, 0)).containsExactly(4, 4);
    assertThat(column(batch.weights, batch.stride, 0)).containsExactly(1, 0);
  }

  @Test
  void shortSeriesGiveOnePaddedWindow() {
    Windows windows =
        windows(
            dataset(5, 6, 7), Split.byTime(1, 0, 0), Part.TRAINING, new Topology.Seq2Vec(), 4, 1);
    Batch batch = filled(windows);
    assertThat(windows.size()).isEqualTo(1);
    assertThat(batch.start[0]).isEqualTo(2);
    assertThat(column(batch.inputs, batch.stride, 0)).containsExactly(5, 5, 5, 6);
    assertThat(column(batch.targets, batch.stride, 0)).containsExactly(7);
  }
}
