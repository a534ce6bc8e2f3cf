package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.Evaluation;
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
  private static final long FEW_ORIGINS = 2000;

  /// Bytes of a track and of its views up to a cut.
  private static final long BYTES_OF_TRACK = 400;

  /// Bytes of one held-out value: forecasts of all members, spreads, and the truth.
  private static final long BYTES_OF_HELD_OUT = 40L * Double.BYTES;

  /// Bytes of the networks and of linear systems while they are fitted.
  private static final long BYTES_OF_MEMBERS = 200L << 20;

  private final List<Track> tracks;
  private final AutoPlan plan;
  private final AutoProgress progress;
  private final Deadline deadline;
  private final long seed;
  private final Seasons.Choice maseSeason;

  private AutoFit(
      List<Track> tracks,
      AutoPlan plan,
      Seasons.Choice maseSeason,
      long seed,
      AutoProgress progress,
      Deadline deadline) {
    this.tracks = tracks;
    this.maseSeason = maseSeason;
    this.plan = plan;
    this.seed = seed;
    this.progress = progress;
    this.deadline = deadline;
  }

  /// The choices that [#fit] would make.
  ///
  /// @param usualHorizon the horizon if none is requested
  public static List<Decision> plan(Dataset dataset, AutoRequest request, int usualHorizon) {
    return Planner.plan(Track.of(dataset), dataset.frequency(), request, usualHorizon).decisions();
  }

  /// Peak bytes of [#fit], without the dataset, from lengths only.
  ///
  /// @param usualHorizon the horizon if none is requested
  public static long bytes(Dataset dataset, AutoRequest request, int usualHorizon) {
    long tracks = (long) dataset.series().size() * dataset.targets();
    long horizon = request.horizon() == null ? usualHorizon : request.horizon();
    long cases = Math.min(3 * tracks + FEW_ORIGINS, RollingHoldOut.MOST_CASES);
    return tracks * BYTES_OF_TRACK + cases * horizon * BYTES_OF_HELD_OUT + BYTES_OF_MEMBERS;
  }

  /// @param usualHorizon the horizon if none is requested
  /// @param threads largest number of threads; the result does not depend on it
  public static AutoResult fit(
      Dataset dataset, AutoRequest request, int usualHorizon, int threads, AutoProgress progress) {
    long started = System.nanoTime();
    List<Track> tracks = Track.of(dataset);
    AutoPlan plan = Planner.plan(tracks, dataset.frequency(), request, usualHorizon);
    progress.planned(plan.decisions());
    AutoFit fit =
        new AutoFit(
            tracks,
            plan,
            maseSeason(dataset.frequency(), request),
            request.seed(),
            progress,
            new Deadline(started, request.longest()));
    try (Workers workers = new Workers(threads)) {
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
        fitAll(workers, members, training, 0.02, 0.45, () -> deadline.passed(FIRST_SHARE));
    // A request that names its methods gets all of them.
    BooleanSupplier over =
        plan.floor().isEmpty() ? () -> deadline.passed(HOLD_OUT_SHARE) : () -> false;
    List<HeldOut> candidates =
        new HoldOutRun(holdOut, progress, over).forecast(workers, members, first);
    List<Member> tried = candidates.stream().map(HeldOut::member).toList();
    List<MemberForecasts> heldOut = candidates.stream().map(HeldOut::forecasts).toList();
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
    Calibrated calibrated =
        Calibrated.of(errors, holdOut, heldOut, selection, plan.lag(), plan.lowest());

    progress.stage("fitting the chosen members on all values", 0.55);
    List<Integer> used = selection.used();
    List<Fitted> last =
        fitAll(
            workers,
            used.stream().map(tried::get).toList(),
            tracks,
            0.55,
            0.98,
            () -> deadline.passed(LAST_SHARE));
    List<Fitted> all = complete(used.stream().map(m -> candidates.get(m).fitted()).toList(), last);
    Ensemble ensemble =
        new Ensemble(
            all,
            used.stream().map(m -> selection.weights()[m]).toList(),
            plan.lag(),
            plan.lowest());
    Evaluation.Part scores =
        new HoldOutScores(holdOut, errors, maseSeason)
            .part(selection, Member.names(tried), rules.baselines());
    return result(
        ensemble,
        calibrated,
        scores(members, tried, selection),
        selection.loss(),
        selection.fellBack(),
        selection.losesToBaseline() ? tried.get(selection.baseline()).spec().name() : null,
        scores,
        started);
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
        fitAll(workers, served, tracks, 0.02, 0.98, () -> deadline.passed(LAST_SHARE));
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
      Evaluation.@Nullable Part scores,
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
        scores,
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

  private List<Fitted> fitAll(
      Workers workers,
      List<Member> members,
      List<Track> data,
      double from,
      double to,
      BooleanSupplier stop) {
    double[] done = new double[members.size()];
    List<Callable<Fitted>> tasks = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      int number = m;
      Member member = members.get(m);
      tasks.add(() ->
          member.fit(
              data,
              (stage, share) -> {
                double sum = 0;
                synchronized (done) {
                  done[number] = share;
                  for (double one : done) sum += one;
                }
                progress.stage(stage, from + (to - from) * sum / done.length);
              },
              stop));
    }
    return workers.all(tasks);
  }
}
