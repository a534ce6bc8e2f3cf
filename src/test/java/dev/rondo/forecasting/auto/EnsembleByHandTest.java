package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.forecasting.auto.AutoResult.MemberScore;
import dev.rondo.forecasting.auto.UnmetRequestException.Unmet;
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
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Ensembles whose members are requested.
class EnsembleByHandTest {
  private static final int HORIZON = 6;
  private static final NetworkRequest ANY_NETWORK = network(null, null, null, null, null);

  private static NetworkRequest network(
      @Nullable Integer segment,
      @Nullable Integer lookback,
      @Nullable Integer base,
      @Nullable Units units,
      @Nullable Integer steps) {
    return new NetworkRequest(null, segment, lookback, base, units, null, null, steps, null, null);
  }

  private static EnsembleRequest members(
      @Nullable List<String> methods,
      @Nullable List<RidgeRequest> ridges,
      @Nullable List<NetworkRequest> networks) {
    return new EnsembleRequest(methods, ridges, networks, null, null, null, null, null);
  }

  private static EnsembleRequest methods(
      List<String> methods, @Nullable Weighting weights, @Nullable Boolean fallback) {
    return new EnsembleRequest(methods, List.of(), List.of(), weights, null, null, fallback, null);
  }

  private static Dataset dataset(int series, int steps, int seed, IntToDoubleFunction mean) {
    Random random = new Random(seed);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < series; s++) {
      double[] values = new double[steps];
      for (int t = 0; t < steps; t++)
        values[t] = (20 + s) * mean.applyAsDouble(t) + random.nextGaussian();
      all.add(new Series("s" + s, 0, new double[][] {values}));
    }
    return of(all);
  }

  private static Dataset of(List<Series> all) {
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.parse("P1M"), ZoneOffset.UTC, all);
  }

  /// Monthly series with a season, a trend and noise.
  private static Dataset seasonal(int series, int steps) {
    return dataset(series, steps, 11, t -> (1 + 0.01 * t) * (1 + 0.3 * Math.sin(Math.PI * t / 6)));
  }

  /// Random walks: nothing beats the last value by more than chance.
  private static Dataset walks() {
    Random random = new Random(2);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 25; s++) {
      double[] values = new double[80];
      double level = 100;
      for (int t = 0; t < 80; t++) values[t] = level += random.nextGaussian();
      all.add(new Series("w" + s, 0, new double[][] {values}));
    }
    return of(all);
  }

  private static AutoRequest request(@Nullable EnsembleRequest ensemble) {
    return new AutoRequest(HORIZON, Duration.ofMinutes(2), null, 5, ensemble);
  }

  private static AutoPlan plan(Dataset dataset, @Nullable EnsembleRequest ensemble) {
    return Planner.plan(Track.of(dataset, null), dataset, request(ensemble), HORIZON);
  }

  private static AutoResult fit(Dataset dataset, @Nullable EnsembleRequest ensemble) {
    return AutoFit.fit(dataset, request(ensemble), HORIZON, 2, (_, _) -> {});
  }

  private static List<String> weighted(AutoResult result) {
    return result.members().stream()
        .filter(member -> member.weight() > 0)
        .map(MemberScore::name)
        .toList();
  }

  private static Decision decision(List<Decision> plan, String name) {
    return plan.stream().filter(one -> one.decision().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsChosenAutomaticallyGivesTheSameEnsembleWhenItIsRequested() {
    Dataset dataset = seasonal(30, 60);
    AutoPlan plan = plan(dataset, null);
    assertThat(plan.networks()).isNotEmpty();
    assertThat(plan.ridges()).hasSize(2);
    EnsembleRequest same =
        new EnsembleRequest(
            plan.methods(),
            plan.ridges().stream()
                .map(one -> new RidgeRequest(one.lookback(), one.season(), one.scaled()))
                .toList(),
            plan.networks().stream()
                .map(one ->
                    new NetworkRequest(
                        one.cell(),
                        one.segment(),
                        one.lookback(),
                        one.base(),
                        one.units(),
                        one.width(),
                        one.batchSize(),
                        one.steps(),
                        one.learningRate(),
                        one.skip()))
                .toList(),
            Weighting.HOLD_OUT,
            plan.holdOut().origins(),
            plan.holdOut().stride(),
            true,
            null);
    AutoResult automatic = fit(dataset, null);
    AutoResult byHand = fit(dataset, same);
    assertThat(byHand.spec()).isEqualTo(automatic.spec());
    assertThat(byHand.numbers()).containsExactly(automatic.numbers());
    assertThat(byHand.members()).isEqualTo(automatic.members());
    for (String requested : List.of("methods", "networks", "network-1", "ridge", "seasonal-ridge"))
      assertThat(decision(byHand.plan(), requested).why()).startsWith("requested");
    assertThat(decision(byHand.plan(), "hold-out").why()).startsWith("requested");
    assertThat(byHand.plan()).extracting(Decision::decision).doesNotContain("segment", "units");
  }

  @Test
  void aSingleMethodHasTheWholeWeightAndBaselinesAreStillComputed() {
    AutoResult result = fit(seasonal(30, 60), methods(List.of("ets"), null, null));
    assertThat(weighted(result)).containsExactly("ets");
    assertThat(result.fellBack()).isFalse();
    assertThat(result.members())
        .extracting(MemberScore::name)
        .containsExactly("ets", "naive", "drift", "seasonal-naive");
    assertThat(result.members().get(1).loss()).isCloseTo(1, within(1e-9));
    assertThat(decision(result.plan(), "baselines").value()).contains("naive, drift");
  }

  @Test
  void aMethodThatLosesToABaselineIsServedOnlyIfTheRequestInsists() {
    AutoResult usual = fit(walks(), methods(List.of("mean"), null, null));
    assertThat(usual.fellBack()).isTrue();
    assertThat(weighted(usual)).doesNotContain("mean").hasSize(1);
    AutoResult forced = fit(walks(), methods(List.of("mean"), null, false));
    assertThat(forced.fellBack()).isFalse();
    assertThat(weighted(forced)).containsExactly("mean");
    assertThat(forced.betterBaseline()).isEqualTo(weighted(usual).getFirst());
    assertThat(decision(forced.plan(), "fallback").why()).isEqualTo("requested");
  }

  @Test
  void equalWeightsAreThoseOfAllRequestedMembers() {
    AutoResult result =
        fit(seasonal(30, 60), methods(List.of("ets", "theta", "comb"), Weighting.EQUAL, false));
    assertThat(weighted(result)).containsExactly("ets", "theta", "comb");
    assertThat(result.members())
        .filteredOn(member -> member.weight() > 0)
        .allSatisfy(member -> assertThat(member.weight()).isEqualTo(1.0 / 3));
  }

  @Test
  void membersOfOneNameAreNumbered() {
    AutoResult result =
        fit(
            seasonal(30, 60),
            members(
                List.of("naive"),
                List.of(new RidgeRequest(12, 1, true), new RidgeRequest(24, 1, true)),
                List.of()));
    assertThat(result.members())
        .extracting(MemberScore::name)
        .contains("ridge", "ridge-2")
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsLeftOutIsChosenFromTheData() {
    AutoPlan automatic = plan(seasonal(30, 60), null);
    AutoPlan plan = plan(seasonal(30, 60), members(null, null, List.of(ANY_NETWORK)));
    assertThat(plan.networks()).containsExactly(automatic.networks().getFirst());
    assertThat(plan.methods()).isEqualTo(automatic.methods());
    assertThat(plan.ridges()).isEqualTo(automatic.ridges());
    assertThat(plan.floor()).isEmpty();
  }

  @Test
  void anEmptyListMeansNone() {
    AutoPlan plan = plan(seasonal(30, 60), members(null, List.of(), List.of()));
    assertThat(plan.networks()).isEmpty();
    assertThat(plan.ridges()).isEmpty();
    assertThat(decision(plan.decisions(), "networks"))
        .isEqualTo(new Decision("networks", "0", "requested"));
    assertThat(decision(plan.decisions(), "ridge"))
        .isEqualTo(new Decision("ridge", "none", "requested"));
  }

  @Test
  void theRestOfANetworkFitsWhatIsGiven() {
    AutoPlan plan =
        plan(
            seasonal(30, 80),
            members(
                List.of(),
                List.of(),
                List.of(
                    network(null, 35, null, null, null),
                    network(5, null, null, null, null),
                    network(null, null, 30, null, null),
                    new NetworkRequest(
                        new Lstm(), null, null, null, Units.SPREAD, 16, 64, 77, 0.01, false))));
    assertThat(plan.networks())
        .allSatisfy(network -> assertThat(network.lookback() % network.segment()).isZero());
    assertThat(plan.networks().get(0).lookback()).isEqualTo(35);
    assertThat(plan.networks().get(0).segment()).isEqualTo(7);
    assertThat(plan.networks().get(1).segment()).isEqualTo(5);
    assertThat(plan.networks().get(2).base()).isEqualTo(30);
    assertThat(plan.networks().get(2).lookback()).isGreaterThanOrEqualTo(30);
    NetworkChoice last = plan.networks().get(3);
    assertThat(last.cell()).isEqualTo(new Lstm());
    assertThat(last.units()).isEqualTo(Units.SPREAD);
    assertThat(List.of(last.width(), last.batchSize(), last.steps())).containsExactly(16, 64, 77);
    assertThat(last.learningRate()).isEqualTo(0.01);
    assertThat(last.skip()).isFalse();
  }

  @Test
  void givenStepsAreKeptWhereTheDurationIsShortAndOthersAreReduced() {
    EnsembleRequest ensemble =
        members(
            List.of(),
            List.of(),
            List.of(network(12, 24, 0, null, 5000), network(12, 24, 0, null, null)));
    AutoRequest brief = new AutoRequest(HORIZON, Duration.ofSeconds(1), null, 5, ensemble);
    Dataset dataset = seasonal(30, 60);
    AutoPlan plan = Planner.plan(Track.of(dataset, null), dataset, brief, HORIZON);
    assertThat(plan.networks()).extracting(NetworkChoice::steps).containsExactly(5000, 50);
    assertThat(decision(plan.decisions(), "networks").why())
        .startsWith("requested")
        .contains("maxDuration PT1S may end networks early");
  }

  @Test
  void noRequestedMemberIsLeftOutHoweverLittleTimeThereIs() {
    List<String> baselines = List.of("naive", "drift", "seasonal-naive", "ets");
    AutoRequest brief =
        new AutoRequest(
            HORIZON, Duration.ofSeconds(1), null, 5, members(baselines, List.of(), List.of()));
    AutoResult result = AutoFit.fit(seasonal(60, 80), brief, HORIZON, 2, (_, _) -> {});
    assertThat(result.members()).extracting(MemberScore::loss).hasSize(4).doesNotContainNull();
  }

  @Test
  void theHoldOutHasTheRequestedOriginsAndStride() {
    EnsembleRequest ensemble =
        new EnsembleRequest(List.of("ets"), List.of(), List.of(), null, 4, 2, null, null);
    RollingHoldOut holdOut = plan(seasonal(3, 60), ensemble).holdOut();
    assertThat(holdOut.cases())
        .filteredOn(one -> one.track().number() == 0)
        .extracting(TrackPast::origin)
        .containsExactly(48, 50, 52, 54);
  }

  @Test
  void withoutAHoldOutRequestedMembersAreServedOnlyIfTheRequestInsists() {
    Dataset brief = seasonal(2, 7);
    assertThat(weighted(fit(brief, methods(List.of("ses", "drift"), null, null))))
        .containsExactly("naive");
    AutoResult forced = fit(brief, methods(List.of("ses", "drift"), null, false));
    assertThat(weighted(forced)).containsExactly("ses", "drift");
    assertThat(forced.fellBack()).isFalse();
    assertThat(forced.scores()).isNull();
  }

  private static List<Unmet> unmet(Dataset dataset, EnsembleRequest ensemble) {
    UnmetRequestException refusal =
        catchThrowableOfType(UnmetRequestException.class, () -> plan(dataset, ensemble));
    assertThat(refusal).as("refused").isNotNull();
    return refusal.unmet();
  }

  @Test
  void whatTheDataDoNotAllowIsRefusedAllAtOnce() {
    Dataset dataset = dataset(5, 60, 3, t -> Math.sin(t));
    List<Unmet> unmet =
        unmet(
            dataset,
            new EnsembleRequest(
                null,
                List.of(new RidgeRequest(55, 56, null)),
                List.of(network(20, 60, 0, Units.LOG, null)),
                null,
                30,
                3,
                null,
                null));
    assertThat(unmet)
        .extracting(Unmet::path)
        .containsExactly(
            List.of("origins"),
            List.of("ridges", "0", "lookback"),
            List.of("ridges", "0", "season"),
            List.of("networks", "0", "lookback"),
            List.of("networks", "0", "units"));
    assertThat(unmet.getFirst().detail()).contains("30 held-out origins").contains("has 60");
  }

  @Test
  void aNetworkWithoutAWindowIsRefused() {
    List<Unmet> unmet = unmet(seasonal(2, 6), members(null, null, List.of(ANY_NETWORK)));
    assertThat(unmet).extracting(Unmet::path).containsExactly(List.of("networks", "0"));
    assertThat(unmet.getFirst().detail()).contains("no window to learn from");
  }

  @Test
  void aRequestThatLeavesNoMemberIsRefused() {
    assertThat(unmet(seasonal(2, 6), members(List.of(), null, null)).getFirst().path()).isEmpty();
  }

  @Test
  void impossibleRequestsAreRefusedAtBirthWithTheNameOfTheMember() {
    assertThatThrownBy(() -> members(List.of("ets", "prophet"), null, null))
        .hasMessageStartingWith("methods/1 must be one of naive, seasonal-naive");
    assertThatThrownBy(() -> members(List.of("ets", "ets"), null, null))
        .hasMessageStartingWith("methods/1 ");
    assertThatThrownBy(() -> members(List.of(), List.of(), List.of()))
        .hasMessageContaining("all empty");
    assertThatThrownBy(() -> network(24, 100, null, null, null))
        .hasMessage("lookback must be a multiple of the segment 24, was 100; 120 is one");
    assertThatThrownBy(() -> network(12, 24, 30, null, null))
        .hasMessage("base must be at most the lookback 24, was 30");
    assertThatThrownBy(() -> network(12, 24, 12, Units.COUNT, null))
        .hasMessageStartingWith("base must be 0");
    assertThatThrownBy(() ->
            new NetworkRequest(
                new Gru(), null, null, null, null, null, null, null, Double.NaN, null))
        .hasMessageStartingWith("learningRate ");
    assertThatThrownBy(() -> new RidgeRequest(0, null, null))
        .hasMessage("lookback must be between 1 and 2000, was 0");
    assertThatThrownBy(() -> new EnsembleRequest(null, null, null, null, 0, null, null, null))
        .hasMessage("origins must be between 1 and 1000, was 0");
  }
}
