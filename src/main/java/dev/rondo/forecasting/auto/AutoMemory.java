package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.auto.Member.Memory;
import dev.rondo.forecasting.covariate.EffectFit;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Parts;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The peak memory of an automatic training that follows a plan, without its dataset.
///
/// The tracks stay; beside them are, in turn, the first fits, the forecasts of the hold-out with what is computed from them, the
/// last fits, and the numbers of the result.
final class AutoMemory {
  /// Bytes of a track: itself, its part before the hold-out, and its places in lists.
  private static final long BYTES_OF_TRACK = 80;

  private static final long BYTES_OF_CASE = 32;

  /// Steps of a sample in which seasons are looked for, and the number of such samples.
  private static final long SAMPLES = 100;

  private static final long STEPS_OF_SAMPLE = 20_000;

  /// Bytes of one held-out value beside the forecasts of the members: its truth, the forecasts and spreads of both halves of the
  /// cases, their errors as ratios, sorted and not, and the forecasts that measure the coverage.
  private static final long BYTES_OF_RATIOS = 14 * Double.BYTES;

  /// Arrays in which all numbers of the result exist at the same time: those of the members, all together, and as they are stored.
  private static final long COPIES = 3;

  private final AutoPlan plan;
  private final List<Memory> members;
  private final int threads;
  private final long kept;

  /// @param threads largest number of threads of the training
  AutoMemory(AutoPlan plan, List<Track> tracks, int threads) {
    this.plan = plan;
    this.threads = threads;
    this.members = Member.of(plan, 0).stream().map(one -> one.memory(tracks)).toList();
    this.kept =
        tracks.size() * BYTES_OF_TRACK
            + plan.holdOut().cases().size() * BYTES_OF_CASE
            + rest(plan.adjustment(), tracks);
  }

  /// Bytes of the tracks without the effect of covariates, and of fitting it.
  private static long rest(@Nullable Adjustment adjustment, List<Track> tracks) {
    if (adjustment == null) return 0;
    long steps = tracks.stream().mapToLong(Track::end).sum();
    return steps * Double.BYTES + EffectFit.bytes(adjustment.columns());
  }

  /// Bytes of making a plan and an estimate, from lengths only.
  static long planning(Dataset dataset) {
    long tracks = (long) dataset.series().size() * dataset.targets();
    long every = Math.max(1, tracks / SAMPLES);
    long steps = 0;
    long number = 0;
    for (Series series : dataset.series())
      for (int f = 0; f < dataset.targets(); f++)
        if (number++ % every == 0) steps += Math.min(series.steps(), STEPS_OF_SAMPLE);
    // Samples, and the largest of them without its trend: at most as many steps.
    return tracks * (BYTES_OF_TRACK + BYTES_OF_CASE)
        + 2 * steps * Double.BYTES
        + EffectFit.bytes(Parts.of(dataset).ahead().size() + 1);
  }

  /// Bytes of the training at its peak.
  long peak() {
    long fitted = sum(Memory::fitted);
    long result = COPIES * fitted;
    return kept + Math.max(fitted + Math.max(fitting(), heldOut()), result);
  }

  /// Bytes of checkpoints that wait, and of the copy that is written: what was fitted, and the states of fits that go on, which are
  /// five times as large as their weights.
  long checkpoints() {
    return 2 * (sum(Memory::fitted) + 4 * largest(Memory::fitted));
  }

  /// Sum over the largest members that are fitted at the same time.
  private long largest(ToLongFunction<Memory> of) {
    return members.stream()
        .mapToLong(of)
        .boxed()
        .sorted(Comparator.reverseOrder())
        .limit(threads)
        .mapToLong(Long::longValue)
        .sum();
  }

  /// The largest members that are fitted at the same time, beside the first fits and their buffers.
  private long fitting() {
    return largest(Memory::fitting) + sum(Memory::fitted) + buffers();
  }

  private long heldOut() {
    long values = (long) plan.holdOut().cases().size() * plan.horizon();
    long results = sum(Memory::results) * Double.BYTES;
    // The parts of all forecasts are joined before they are used.
    return values * (results + Math.max(results, BYTES_OF_RATIOS)) + buffers();
  }

  /// Buffers of forecasts, which each member keeps for every thread.
  private long buffers() {
    return threads * sum(Memory::buffers);
  }

  private long sum(ToLongFunction<Memory> of) {
    return members.stream().mapToLong(of).sum();
  }
}
