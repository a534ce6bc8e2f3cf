package dev.rondo.forecasting.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// By hand: demands 4, 8 and 6 in six steps, the first after one step, the next after two, the last after three. Mean demand 6,
/// mean interval 2, probability 1/2.
class IntermittentTest {
  private static final double[] HISTORY = {4, 0, 8, Double.NaN, 0, 0, 6};

  private static double forecast(LocalMember member) {
    double[] forecast = new double[2];
    member.forecast(HISTORY, 1, forecast);
    assertThat(forecast[1]).isEqualTo(forecast[0]);
    return forecast[0];
  }

  // size 6, 5.8, 6.02, 6.018; interval 2, 1.9, 1.91, 2.019
  @Test
  void croston() {
    assertThat(forecast(new Intermittent.Croston())).isCloseTo(6.018 / 2.019, within(1e-12));
    assertThat(forecast(new Intermittent.Sba())).isCloseTo(0.95 * 6.018 / 2.019, within(1e-12));
  }

  // probability 0.5, 0.55, 0.495, 0.5455, 0.49095, 0.441855, 0.4976695
  @Test
  void tsb() {
    assertThat(forecast(new Intermittent.Tsb())).isCloseTo(6.018 * 0.4976695, within(1e-12));
  }
}
