package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldOutRunTest {
  private static Dataset monthly(int count, int steps) {
    Random random = new Random(8);
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      double[] values = new double[steps];
      for (int t = 0; t < steps; t++)
        values[t] = 50 + 10 * Math.sin(Math.PI * t / 6) + random.nextGaussian();
      series.add(new Series("s" + s, 0, new double[][] {values}));
    }
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.parse("P1M"), ZoneOffset.UTC, series);
  }

  @Test
  void whenTheTimeIsOverOnlyTheBaselinesFinish() {
    Dataset dataset = monthly(3, 60);
    List<Track> tracks = Track.of(dataset, null);
    AutoPlan plan =
        Planner.plan(tracks, dataset, new AutoRequest(6, Duration.ofMinutes(1), null, 1, null), 6);
    List<Member> members =
        Member.of(plan, 1).stream().filter(member -> !(member instanceof NetworkMember)).toList();
    MemberData data = MemberData.of(plan.holdOut().training(tracks), plan.adjustment());
    List<Fitted> fitted =
        members.stream().map(member -> member.fit(data, (_, _) -> {}, () -> false)).toList();
    assertThat(names(plan, members, fitted, false)).isEqualTo(Member.names(members));
    assertThat(names(plan, members, fitted, true))
        .containsExactly("naive", "drift", "seasonal-naive");
  }

  private static List<String> names(
      AutoPlan plan, List<Member> members, List<Fitted> fitted, boolean over) {
    try (Workers workers = new Workers(2)) {
      return Member.names(
          new HoldOutRun(plan.holdOut(), (_, _) -> {}, () -> over)
              .forecast(workers, members, fitted).stream().map(HeldOut::member).toList());
    }
  }

  /// Forecasting the hold-out of so many series with every method takes much longer than the duration.
  @Test
  void aShortDurationIsObeyedWithManySeries() {
    Dataset dataset = monthly(3000, 120);
    Duration longest = Duration.ofSeconds(4);
    AutoResult result =
        AutoFit.fit(dataset, new AutoRequest(12, longest, null, 1, null), 12, 2, (_, _) -> {});
    assertThat(result.members()).extracting(AutoResult.MemberScore::name).doesNotContain("ets");
    assertThat(result.scores()).isNotNull();
  }
}
