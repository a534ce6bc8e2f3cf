package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.Seasons;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Trains an ensemble without choices by the user.
///
/// All members are fitted twice: first without the hold-out, whose forecasts weight the members and calibrate the intervals; then,
/// those with a weight, on everything up to the last observed value.
public final class AutoFit {
  /// Shares of the longest duration after which the first fits end, the forecasts of the hold-out, and the last fits.
  private static final double FIRST_SHARE = 0.5;

  private static final double HOLD_OUT_SHARE = 0.7;
  private static final double LAST_SHARE = 0.97;

  /// Progress when the hold-out is forecast.
  private static final double WEIGHTING = 0.53;

  private final Dataset dataset;
  private final List<Track> tracks;
  private final AutoPlan plan;
  private final AutoProgress progress;
  private final Deadline deadline;
  private final long seed;
  private final Seasons.Choice maseSeason;

  private AutoFit(
      Dataset dataset,
      List<Track> tracks,
      AutoPlan plan,
      Seasons.Choice maseSeason,
      long seed,
      AutoProgress progress,
      Deadline deadline) {
    this.dataset = dataset;
    this.tracks = tracks;
    this.maseSeason = maseSeason;
    this.plan = plan;
    this.seed = seed;
    this.progress = progress;
    this.deadline = deadline;
  }

  /// The choices that [#fit] would make, and its peak memory without the dataset.
  ///
  /// @param usualHorizon the horizon if none is requested
  /// @param threads largest number of threads of the fit
  public static AutoEstimate estimate(
      Dataset dataset, AutoRequest request, int usualHorizon, int threads) {
    List<Track> tracks = Track.of(dataset, request.publicHolidays());
    AutoPlan plan = Planner.plan(tracks, dataset, request, usualHorizon);
    AutoMemory memory = new AutoMemory(plan, tracks, threads);
    return new AutoEstimate(plan.decisions(), memory.peak(), memory.checkpoints());
  }

  /// Peak bytes of [#estimate], without the dataset, from lengths only.
  public static long estimateBytes(Dataset dataset) {
    return AutoMemory.planning(dataset);
  }

  /// @param usualHorizon the horizon if none is requested
  /// @param threads largest number of threads; the result does not depend on it
  public static AutoResult fit(
      Dataset dataset, AutoRequest request, int usualHorizon, int threads, AutoProgress progress) {
    long started = System.nanoTime();
    List<Track> tracks = Track.of(dataset, request.publicHolidays());
    AutoPlan plan = Planner.plan(tracks, dataset, request, usualHorizon);
    progress.planned(plan.decisions());
    try (Workers workers = new Workers(threads)) {
      AutoFit fit =
          new AutoFit(
              dataset,
              tracks,
              plan,
              maseSeason(dataset.frequency(), request),
              request.seed(),
              AutoProgress.of(
                  (stage, share) -> {
                    workers.check();
                    progress.stage(stage, share);
                  },
                  progress.checkpoints()),
              new Deadline(started - progress.checkpoints().spent().toNanos(), request.longest()));
      return fit.fit(workers, started);
    }
  }

  /// The season of MASE: the requested one, or that of the frequency.
  public static Seasons.Choice maseSeason(Frequency frequency, AutoRequest request) {
    return request.season() == null
        ? Seasons.mase(frequency)
        : new Seasons.Choice(request.season(), "given in the request");
  }

  private AutoResult fit(Workers workers, long started) {
    List<Member> members = Member.of(plan, seed);
    RollingHoldOut holdOut = plan.holdOut();
    if (holdOut.cases().isEmpty()) return uncalibrated(workers, members, started);

    progress.stage("fitting %d members without the hold-out".formatted(members.size()), 0);
    List<Track> training = holdOut.training(tracks);
    List<Fitted> first =
        fitAll(workers, "first", members, training, 0.02, 0.45, () -> deadline.passed(FIRST_SHARE));
    Judged judged = judge(workers, members, first);
    Selection selection = judged.selection;
    List<Member> tried = judged.tried;

    progress.stage("fitting the chosen members on all values", 0.55);
    List<Integer> used = selection.used();
    List<Fitted> last =
        fitAll(
            workers,
            "last",
            used.stream().map(tried::get).toList(),
            tracks,
            0.55,
            0.98,
            () -> deadline.passed(LAST_SHARE));
    List<Fitted> all = complete(used.stream().map(judged.fitted::get).toList(), last);
    Ensemble ensemble =
        new Ensemble(
            all,
            used.stream().map(m -> selection.weights()[m]).toList(),
            plan.lag(),
            plan.lowest());
    return result(
        ensemble,
        judged.calibrated,
        scores(members, tried, selection),
        selection.loss(),
        selection.fellBack(),
        selection.losesToBaseline() ? tried.get(selection.baseline()).spec().name() : null,
        judged.scores,
        started);
  }

  /// What the hold-out decides.
  ///
  /// @param tried members that have forecast it
  /// @param fitted the same members without the hold-out
  private record Judged(
      List<Member> tried,
      List<Fitted> fitted,
      Selection selection,
      Calibrated calibrated,
      HoldOutScores.Scored scores) {}

  /// Forecasts the hold-out with the members. The forecasts are free before the last fits begin.
  private Judged judge(Workers workers, List<Member> members, List<Fitted> first) {
    RollingHoldOut holdOut = plan.holdOut();
    // A request that names members gets all of them.
    BooleanSupplier over =
        plan.namesMembers() ? () -> false : () -> deadline.passed(HOLD_OUT_SHARE);
    List<HeldOut> candidates =
        new HoldOutRun(holdOut, progress, over).forecast(workers, members, first);
    List<Member> tried = candidates.stream().map(HeldOut::member).toList();
    List<MemberForecasts> heldOut = candidates.stream().map(HeldOut::forecasts).toList();
    progress.stage("weighting the members", WEIGHTING);
    HeldOutErrors errors =
        new HeldOutErrors(
            holdOut,
            heldOut.stream().map(MemberForecasts::points).toArray(double[][]::new),
            heldOut.get(naive(tried)).points(),
            plan.lag(),
            plan.lowest() == 0);
    SelectionRules rules =
        new SelectionRules(
            numbers(tried, name -> !plan.floor().contains(name)),
            numbers(tried, Member.BASELINES::contains),
            plan.weighting(),
            plan.fallsBack());
    Selection selection = Selection.of(errors, holdOut, rules);
    progress.stage("calibrating the intervals", WEIGHTING);
    Calibrated calibrated =
        Calibrated.of(errors, holdOut, heldOut, selection, plan.lag(), plan.lowest());
    HoldOutScores.Scored scores =
        new HoldOutScores(holdOut, errors, maseSeason, Track.places(dataset))
            .of(selection, Member.names(tried), rules.baselines());
    return new Judged(
        tried, candidates.stream().map(HeldOut::fitted).toList(), selection, calibrated, scores);
  }

  /// A network that ran out of time is served as it was fitted without the hold-out.
  private static List<Fitted> complete(List<Fitted> first, List<Fitted> last) {
    return IntStream.range(0, last.size())
        .mapToObj(i -> last.get(i).steps() < first.get(i).steps() ? first.get(i) : last.get(i))
        .toList();
  }

  /// Without a hold-out, the naive forecast is served, or all members alike if the request forbids that.
  private AutoResult uncalibrated(Workers workers, List<Member> members, long started) {
    List<Integer> used =
        plan.fallsBack()
            ? List.of(naive(members))
            : numbers(members, name -> !plan.floor().contains(name));
    List<Member> served = used.stream().map(members::get).toList();
    List<Fitted> fitted =
        fitAll(workers, "last", served, tracks, 0.02, 0.98, () -> deadline.passed(LAST_SHARE));
    double weight = 1.0 / served.size();
    return result(
        new Ensemble(fitted, Collections.nCopies(served.size(), weight), plan.lag(), plan.lowest()),
        null,
        Member.names(served).stream()
            .map(name -> new AutoResult.MemberScore(name, null, weight))
            .toList(),
        null,
        plan.fallsBack(),
        null,
        null,
        started);
  }

  private static int naive(List<Member> members) {
    return numbers(members, "naive"::equals).getFirst();
  }

  /// Numbers of the members whose name is accepted.
  private static List<Integer> numbers(List<Member> members, Predicate<String> accepted) {
    return IntStream.range(0, members.size())
        .filter(m -> accepted.test(members.get(m).spec().name()))
        .boxed()
        .toList();
  }

  private AutoResult result(
      Ensemble ensemble,
      @Nullable Calibrated calibrated,
      List<AutoResult.MemberScore> members,
      @Nullable Double loss,
      boolean fellBack,
      @Nullable String betterBaseline,
      HoldOutScores.@Nullable Scored scores,
      long started) {
    ErrorRatios ratios = calibrated == null ? null : calibrated.ratios();
    return new AutoResult(
        EnsembleNumbers.spec(ensemble, plan.horizon(), ratios),
        EnsembleNumbers.join(ensemble, ratios),
        plan.decisions(),
        members,
        loss,
        fellBack,
        betterBaseline,
        scores == null ? null : scores.part(),
        scores == null ? null : scores.survey().profile(dataset),
        deadline.hasCut(),
        calibrated == null ? List.of() : calibrated.coverage(),
        Duration.ofNanos(System.nanoTime() - started));
  }

  /// The scores of all members; those that had no time to forecast the hold-out have neither loss nor weight.
  private static List<AutoResult.MemberScore> scores(
      List<Member> members, List<Member> tried, Selection selection) {
    List<String> names = Member.names(members);
    return IntStream.range(0, members.size())
        .mapToObj(i -> {
          int m = tried.indexOf(members.get(i));
          return m < 0
              ? new AutoResult.MemberScore(names.get(i), null, 0)
              : new AutoResult.MemberScore(
                  names.get(i), selection.losses()[m], selection.weights()[m]);
        })
        .toList();
  }

  /// Fits members, except those that an earlier attempt has fitted.
  ///
  /// @param part name of these fits among the checkpoints
  private List<Fitted> fitAll(
      Workers workers,
      String part,
      List<Member> members,
      List<Track> data,
      double from,
      double to,
      BooleanSupplier stop) {
    double[] done = new double[members.size()];
    boolean adjusted = members.stream().anyMatch(AdjustedMember.class::isInstance);
    MemberData known = MemberData.of(data, adjusted ? plan.adjustment() : null);
    List<Callable<Fitted>> tasks = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      int number = m;
      Member member = members.get(m);
      AutoProgress told =
          AutoProgress.of(
              (stage, share) -> {
                double sum = 0;
                synchronized (done) {
                  done[number] = share;
                  for (double one : done) sum += one;
                }
                progress.stage(stage, from + (to - from) * sum / done.length);
              },
              progress.checkpoints().within(part + "-" + m + "-" + member.spec().name()));
      FittedMembers kept = new FittedMembers(told.checkpoints(), plan.horizon(), known.effect());
      tasks.add(() -> kept.find(member).orElseGet(() -> kept.keep(member.fit(known, told, stop))));
    }
    return workers.all(tasks);
  }
}
