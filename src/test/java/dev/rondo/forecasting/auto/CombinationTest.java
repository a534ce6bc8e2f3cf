package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CombinationTest {
  private static final int HORIZON = 10;
  private static final int LENGTH = 100;

  /// Errors of the members at all steps: the naive baseline, a seasonal baseline and two others.
  private static final double[] OFFSETS = {2, 1.05, 1, -1.02};

  @Test
  void overlappingForecastsCountAsOne() {
    assertThat(holdOut(1, 21, 1).separate(_ -> true)).isEqualTo(3, within(1e-9));
    assertThat(holdOut(1, 3, 10).separate(_ -> true)).isEqualTo(3, within(1e-9));
    assertThat(holdOut(7, 2, 5).separate(c -> c < 4)).isEqualTo(3, within(1e-9));
    assertThat(holdOut(7, 1, 10).separate(_ -> true)).isEqualTo(7, within(1e-9));
  }

  @Test
  void fewSeparateForecastsGiveEqualWeightsWithoutBaselines() {
    RollingHoldOut few = holdOut(1, 40, 1);
    assertThat(weights(few, OFFSETS)).containsExactly(0, 0, 0.5, 0.5);
  }

  @Test
  void aBaselineWithTheLowestErrorContends() {
    RollingHoldOut few = holdOut(1, 40, 1);
    assertThat(weights(few, new double[] {2, 0.95, 1, -1.02}))
        .containsExactly(0, 1 / 3.0, 1 / 3.0, 1 / 3.0);
  }

  @Test
  void manySeparateForecastsMoveTheWeightsHalfWayToTheBest() {
    // The errors of the second and the last member have opposite signs, so that their mean is
    // nearly exact.
    double[] weights = weights(holdOut(40, 1, 10), OFFSETS);
    assertThat(weights[0]).isZero();
    assertThat(weights[1]).isBetween(1 / 6.0, 1 / 2.0);
    assertThat(weights[3]).isEqualTo(1 / 6.0 + 1 / 4.0, within(0.02));
    assertThat(IntStream.range(0, 4).mapToDouble(m -> weights[m]).sum()).isEqualTo(1, within(1e-9));
  }

  private static double[] weights(RollingHoldOut holdOut, double[] offsets) {
    List<TrackPast> cases = holdOut.cases();
    double[][] forecasts = new double[offsets.length][cases.size() * HORIZON];
    for (int m = 0; m < offsets.length; m++) {
      for (int c = 0; c < cases.size(); c++) {
        TrackPast one = cases.get(c);
        for (int h = 0; h < HORIZON; h++)
          forecasts[m][c * HORIZON + h] = one.track().values()[one.origin() + h] + offsets[m];
      }
    }
    HeldOutErrors errors = new HeldOutErrors(holdOut, forecasts, forecasts[0], 1, false);
    return new Combination(errors, holdOut, List.of(0, 1)).weights(_ -> true, List.of(0, 1, 2, 3));
  }

  private static RollingHoldOut holdOut(int tracks, int origins, int stride) {
    List<TrackPast> cases = new ArrayList<>();
    for (int i = 0; i < tracks; i++) {
      double[] values = IntStream.range(0, LENGTH).mapToDouble(t -> t % 3).toArray();
      Track track = Track.of(i, values, null);
      for (int k = origins - 1; k >= 0; k--)
        cases.add(new TrackPast(track, LENGTH - HORIZON - k * stride));
    }
    return new RollingHoldOut(cases, origins, stride, HORIZON, 1);
  }
}
