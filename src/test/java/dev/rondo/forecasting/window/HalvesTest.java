package dev.rondo.forecasting.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.Fold;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Segments.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalvesTest {
  private static final int HORIZON = 6;

  private static Windows windows(int series, int steps, Split split) {
    Dataset dataset = new Generator.SineWaves(series, steps, 0.1, 42).generate();
    return Windows.of(
        Observations.of(dataset),
        new Scaling(new Scaler.None(), List.of(new Scale(0, 1))),
        Segments.of(dataset, split, 1),
        Part.VALIDATION,
        new WindowLayout(new Topology.Seq2Vec(), 5, HORIZON, 1, 1),
        1);
  }

  /// No step is forecast by two windows that choose for different halves.
  @Test
  void halvesAlongTimeShareNoStep() {
    for (int series : new int[] {1, 3}) {
      Windows windows = windows(series, 200, new Split.LastSteps(60, 10));
      Halves halves = Halves.of(windows, true);
      assertThat(halves.exist()).isTrue();
      for (int v = 0; v < windows.size(); v++) {
        for (int w = 0; w < windows.size(); w++) {
          if (windows.series(v) != windows.series(w)) continue;
          if (halves.choice(v) != Fold.FIRST || halves.choice(w) != Fold.SECOND) continue;
          assertThat(windows.origin(v) + HORIZON).isLessThanOrEqualTo(windows.origin(w));
        }
      }
    }
  }

  @Test
  void shortSeriesAreInOneHalfAsAWhole() {
    Windows windows = windows(30, 60, new Split.LastSteps(HORIZON, 0));
    Halves halves = Halves.of(windows, true);
    assertThat(halves.exist()).isTrue();
    for (int w = 0; w < windows.size(); w++)
      assertThat(halves.choice(w)).isEqualTo(w % 2 == 0 ? Fold.FIRST : Fold.SECOND);
  }

  @Test
  void seriesThatValidateAsAWholeAreNotCut() {
    Windows windows = windows(20, 60, new Split.BySeries(10, 6, 4));
    Halves halves = Halves.of(windows, false);
    assertThat(halves.exist()).isTrue();
    for (int w = 1; w < windows.size(); w++)
      assertThat(halves.choice(w) == halves.choice(w - 1))
          .isEqualTo(windows.series(w) == windows.series(w - 1));
  }

  @Test
  void tooFewWindowsMakeNoHalves() {
    Windows windows = windows(1, 60, new Split.LastSteps(2 * HORIZON, 0));
    Halves halves = Halves.of(windows, true);
    assertThat(halves.exist()).isFalse();
    for (int w = 0; w < windows.size(); w++) assertThat(halves.choice(w)).isEqualTo(Fold.NONE);
  }
}
