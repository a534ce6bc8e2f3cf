package dev.rondo.forecasting.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.StaticColumn.Kind;
import dev.rondo.forecasting.series.StaticValues;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A context gives a forecaster all parts of a dataset.
class ContextTest {
  private static final double NONE = Double.NaN;

  /// Sales of a shop on three days; the promotions of two more days are known.
  private static final Dataset SHOP =
      new Dataset(
          List.of(
              new Column("sales", Role.TARGET),
              new Column("visitors", Role.PAST_COVARIATE),
              new Column("promotion", Role.FUTURE_COVARIATE)),
          List.of(new StaticColumn("area", Kind.NUMBER), new StaticColumn("region", Kind.CATEGORY)),
          Frequency.parse("P1D"),
          ZoneId.of("Europe/Berlin"),
          List.of(
              new Series(
                  "a",
                  Instant.parse("2026-03-27T23:00:00Z").toEpochMilli(),
                  new double[][] {
                    {10, 20, 30, NONE, NONE}, {1, 2, 3, NONE, NONE}, {0, 1, 0, 1, NONE}
                  },
                  new StaticValues(Map.of("area", 12.5), Map.of("region", "north")))),
          null);

  private final Context context = new Context(Observations.of(SHOP).get(0), 3);

  @Test
  void knowsThePromotionsAhead() {
    assertThat(context.aheadColumns()).containsExactly(2);
    assertThat(context.ahead(2, 0)).isEqualTo(1);
    assertThat(context.ahead(2, 1)).isNaN();
    assertThat(context.ahead(2, 100)).isNaN();
    assertThatThrownBy(() -> context.ahead(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsTheStaticValues() {
    assertThat(context.statics().number("area")).isEqualTo(12.5);
    assertThat(context.statics().number("height")).isNaN();
    assertThat(context.statics().category("region")).isEqualTo("north");
    assertThat(context.statics().category("colour")).isNull();
  }

  /// The clocks change on 29 March.
  @Test
  void knowsTheTimesOfTheHorizon() {
    var timeline = Objects.requireNonNull(context.timeline());
    assertThat(timeline.text(context.origin())).isEqualTo("2026-03-31T00:00:00+02:00");
    assertThat(timeline.text(context.origin() + 10)).isEqualTo("2026-04-10T00:00:00+02:00");
  }

  /// A history ends at its cutoff, although its arrays go on.
  @Test
  void aHistoryKeepsWhatIsKnownAfterItsCutoff() {
    Series series = SHOP.series().getFirst();
    ObservedSeries early =
        ObservedSeries.of("a", null, series.values(), 2, series.statics(), Parts.of(SHOP), 0);
    Context context = new Context(early, early.steps());
    assertThat(context.origin()).isEqualTo(2);
    assertThat(context.ahead(2, 1)).isEqualTo(1);
    assertThat(context.timeline()).isNull();
  }

  @Test
  void aDatasetRefusesAStaticValueThatItDoesNotDeclare() {
    Series series =
        new Series(
            "b", 0, new double[][] {{1}, {1}, {1}}, new StaticValues(Map.of(), Map.of("area", "")));
    assertThatThrownBy(() ->
            new Dataset(
                SHOP.columns(),
                SHOP.staticColumns(),
                SHOP.frequency(),
                SHOP.zone(),
                List.of(series),
                null))
        .hasMessageContaining("series 'b' has a static category 'area'");
  }
}
