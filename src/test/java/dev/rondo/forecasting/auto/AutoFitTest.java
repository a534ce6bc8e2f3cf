package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AutoFitTest {
  private static final AutoRequest REQUEST =
      new AutoRequest(6, Duration.ofMinutes(2), null, 5, null);

  /// Leaves little time for networks.
  private static final AutoRequest SHORT = new AutoRequest(6, Duration.ofSeconds(2), null, 5, null);

  /// Monthly series with a season, a trend and noise.
  private static Dataset panel(int series, int steps, double later) {
    Random random = new Random(11);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < series; s++) {
      double[] values = new double[steps];
      for (int t = 0; t < steps; t++)
        values[t] =
            (20 + s) * (1 + 0.01 * t) * (1 + 0.3 * Math.sin(Math.PI * t / 6))
                + random.nextGaussian()
                + (t >= steps - 6 ? later : 0);
      all.add(new Series("s" + s, 0, new double[][] {values}));
    }
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.parse("P1M"), ZoneOffset.UTC, all);
  }

  private static AutoResult fit(Dataset dataset, int threads) {
    return AutoFit.fit(dataset, REQUEST, 6, threads, (_, _) -> {});
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfThreads() {
    Dataset dataset = panel(30, 60, 0);
    AutoResult one = fit(dataset, 1);
    AutoResult three = fit(dataset, 3);
    assertThat(three.spec()).isEqualTo(one.spec());
    assertThat(three.numbers()).containsExactly(one.numbers());
    assertThat(one.cut()).isFalse();
  }

  @Test
  void theLossIsThatOfHeldOutValuesAndBeatsTheBaselines() {
    AutoResult result = fit(panel(30, 60, 0), 2);
    assertThat(result.fellBack()).isFalse();
    for (AutoResult.MemberScore member : result.members())
      if (member.name().contains("naive") || member.name().equals("drift"))
        assertThat(result.loss()).isLessThan(member.loss());
    assertThat(result.coverage())
        .filteredOn(each -> each.level() == 80.0)
        .allSatisfy(each -> assertThat(each.measured()).isBetween(60.0, 95.0));
  }

  @Test
  void whatIsHeldOutDoesNotReachTheFirstFits() {
    Dataset dataset = panel(30, 60, 0);
    List<Track> tracks = Track.of(dataset, null);
    AutoPlan plan = Planner.plan(tracks, dataset, REQUEST, 6);
    assertThat(plan.holdOut().cases()).isNotEmpty();
    List<Track> training = plan.holdOut().training(tracks);
    for (TrackPast each : plan.holdOut().cases())
      assertThat(training.get(each.track().number()).end()).isLessThanOrEqualTo(each.origin());
  }

  @Test
  void anEnsembleThatLosesToABaselineIsNotServed() {
    // A random walk: nothing beats the last value by more than chance.
    Random random = new Random(2);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 25; s++) {
      double[] values = new double[80];
      double level = 100;
      for (int t = 0; t < 80; t++) values[t] = level += random.nextGaussian();
      all.add(new Series("w" + s, 0, new double[][] {values}));
    }
    Dataset walks =
        new Dataset(List.of(new Column("y", Role.TARGET)), Frequency.STEP, ZoneOffset.UTC, all);
    AutoResult result = fit(walks, 2);
    assertThat(result.members())
        .filteredOn(member -> member.name().equals("naive"))
        .allSatisfy(naive -> assertThat(result.loss()).isLessThanOrEqualTo(naive.loss()));
  }

  /// Before the hold-out, no series has a whole horizon behind a first value.
  @Test
  void networksAreLeftOutWhereTheHoldOutLeavesThemNoWindow() {
    AutoResult result =
        AutoFit.fit(
            panel(60, 24, 0), new AutoRequest(12, null, null, 5, null), 12, 2, (_, _) -> {});
    assertThat(result.plan())
        .filteredOn(decision -> decision.decision().equals("networks"))
        .singleElement()
        .extracting(Decision::value)
        .isEqualTo("0");
    assertThat(result.scores()).isNotNull();
  }

  @Test
  void cancellingEndsIt() {
    assertThatThrownBy(() ->
            AutoFit.fit(
                panel(30, 60, 0),
                REQUEST,
                6,
                2,
                (_, share) -> {
                  if (share > 0.1) throw new CancellationException();
                }))
        .isInstanceOf(CancellationException.class);
  }

  /// Slow methods ask after each few series whether they are to end; after the end, no thread works any more.
  @Test
  void cancellingEndsAllThreadsAfterAFewSeries() {
    Dataset dataset = panel(100, 40, 0);
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger askedLater = new AtomicInteger();
    AutoProgress progress =
        (stage, _) -> {
          if (!stage.equals("forecasting the hold-out")) return;
          if (asked.incrementAndGet() > 50) {
            askedLater.incrementAndGet();
            throw new CancellationException();
          }
        };
    assertThatThrownBy(() -> AutoFit.fit(dataset, SHORT, 6, 2, progress))
        .isInstanceOf(CancellationException.class);
    assertThat(askedLater).hasValueLessThanOrEqualTo(2);
    // A thread without tasks is still seen for a moment.
    Instant end = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(end) && threads() > 0) Thread.onSpinWait();
    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(Workers.THREAD))
        .count();
  }

  @Test
  void slowMembersAskOften() {
    Dataset dataset = panel(60, 40, 0);
    AtomicInteger ridges = new AtomicInteger();
    AtomicInteger forecasts = new AtomicInteger();
    AutoProgress progress =
        (stage, _) -> {
          if (stage.startsWith("fitting ridge")) ridges.incrementAndGet();
          if (stage.equals("forecasting the hold-out")) forecasts.incrementAndGet();
        };
    AutoResult result = AutoFit.fit(dataset, SHORT, 6, 2, progress);
    assertThat(ridges).hasValueGreaterThan(60);
    long slow =
        result.members().stream()
            .filter(one -> List.of("theta", "dynamic-theta", "ets", "comb").contains(one.name()))
            .count();
    // Each of the slow methods forecasts at most eight series without a question.
    assertThat(forecasts).hasValueGreaterThanOrEqualTo((int) (60 / 8 * slow));
  }

  @Test
  void aStoredEnsembleForecastsTheSame() {
    Dataset dataset = panel(30, 60, 0);
    AutoResult result = fit(dataset, 2);
    EnsembleForecaster stored = new EnsembleForecaster(result.spec(), result.numbers());
    List<Track> histories = Track.of(dataset, null);
    List<Distribution> together = stored.forecast(histories, 6);
    for (int i = 0; i < histories.size(); i++)
      assertThat(stored.forecast(List.of(histories.get(i)), 6).getFirst().median())
          .containsExactly(together.get(i).median());
    assertThatThrownBy(() -> new EnsembleForecaster(result.spec(), new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numbers");
  }
}
