package dev.rondo.forecasting.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.StaticValues;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownHistoriesTest {
  /// A history that ends with a step known ahead keeps its own frequency and its values.
  @Test
  void endsAHistoryAtItsLastTargetAndKeepsTheRest() {
    double[][] values = {{1, 2, Double.NaN}, {5, 6, 7}};
    Frequency months = Frequency.parse("P1M");
    History history = new History("a", 0L, values, 3, StaticValues.NONE, months);
    History known = KnownHistories.of(List.of(history), 1).histories().getFirst();
    assertThat(known.steps()).isEqualTo(2);
    assertThat(known.frequency()).isEqualTo(months);
    assertThat(known.values()).isSameAs(values);
  }
}
