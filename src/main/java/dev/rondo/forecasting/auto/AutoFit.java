package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.evaluation.Seasons;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
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
    if (holdOut.cases().isEmpty()) return uncalibrated(members, started);

    progress.stage("fitting %d members without the hold-out".formatted(members.size()), 0);
    List<Track> training = holdOut.training(tracks);
    List<Fitted> first =
        fitAll(workers, members, training, 0.02, 0.45, () -> deadline.passed(FIRST_SHARE));
    List<HeldOut> candidates =
        new HoldOutRun(holdOut, progress, () -> deadline.passed(HOLD_OUT_SHARE))
            .forecast(workers, members, first);
    List<MemberForecasts> heldOut = candidates.stream().map(HeldOut::forecasts).toList();
    HeldOutErrors errors =
        new HeldOutErrors(
            holdOut,
            heldOut.stream().map(MemberForecasts::points).toArray(double[][]::new),
            heldOut.getFirst().points(),
            plan.lag(),
            plan.lowest() == 0);
    List<Integer> baselines =
        IntStream.range(0, candidates.size())
            .filter(m -> candidates.get(m).member().isBaseline())
            .boxed()
            .toList();
    Selection selection = Selection.of(errors, holdOut, baselines);
    Calibrated calibrated =
        Calibrated.of(errors, holdOut, heldOut, selection, plan.lag(), plan.lowest());

    progress.stage("fitting the chosen members on all values", 0.55);
    List<Integer> used = selection.used();
    List<Fitted> last =
        fitAll(
            workers,
            used.stream().map(m -> candidates.get(m).member()).toList(),
            tracks,
            0.55,
            0.98,
            () -> deadline.passed(LAST_SHARE));
    List<Fitted> all =
        complete(used.stream().map(m -> candidates.get(m).fitted()).toList(), last);
    Ensemble ensemble =
        new Ensemble(
            all,
            used.stream().map(m -> selection.weights()[m]).toList(),
            plan.lag(),
            plan.lowest());
    Evaluation.Part scores =
        new HoldOutScores(holdOut, errors, maseSeason)
            .part(selection, candidates.stream().map(HeldOut::name).toList(), baselines);
    return result(
        ensemble,
        calibrated,
        scores(members, candidates, selection),
        selection.loss(),
        selection.fellBack(),
        scores,
        started);
  }

  /// A network that ran out of time is served as it was fitted without the hold-out.
  private static List<Fitted> complete(List<Fitted> first, List<Fitted> last) {
    return IntStream.range(0, last.size())
        .mapToObj(i -> last.get(i).steps() < first.get(i).steps() ? first.get(i) : last.get(i))
        .toList();
  }

  private AutoResult uncalibrated(List<Member> members, long started) {
    Fitted naive = members.getFirst().fit(tracks, (_, _) -> {}, () -> false);
    return result(
        new Ensemble(List.of(naive), List.of(1.0), plan.lag(), plan.lowest()),
        null,
        List.of(new AutoResult.MemberScore(naive.spec().name(), null, 1)),
        null,
        true,
        null,
        started);
  }

  private AutoResult result(
      Ensemble ensemble,
      @Nullable Calibrated calibrated,
      List<AutoResult.MemberScore> members,
      @Nullable Double loss,
      boolean fellBack,
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
        scores,
        deadline.hasCut(),
        calibrated == null ? List.of() : calibrated.coverage(),
        Duration.ofNanos(System.nanoTime() - started));
  }

  /// The scores of all members; those that had no time to forecast the hold-out have neither loss nor weight.
  private static List<AutoResult.MemberScore> scores(
      List<Member> members, List<HeldOut> candidates, Selection selection) {
    List<Member> scored = candidates.stream().map(HeldOut::member).toList();
    return members.stream()
        .map(member -> {
          int m = scored.indexOf(member);
          String name = member.spec().name();
          return m < 0
              ? new AutoResult.MemberScore(name, null, 0)
              : new AutoResult.MemberScore(name, selection.losses()[m], selection.weights()[m]);
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
