package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.ErrorProfile;
import dev.rondo.forecasting.evaluation.Evaluation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of an automatic training.
///
/// @param spec the ensemble without its numbers
/// @param numbers of the ensemble
/// @param plan the choices and their reasons
/// @param members all members that were tried
/// @param loss of the ensemble in the hold-out, relative to the naive forecast; null if there was no hold-out
/// @param fellBack whether a baseline is served alone because no ensemble is better
/// @param betterBaseline the best baseline if it has a lower loss than what is served
/// @param scores errors in the hold-out; null if there was none
/// @param errors where they lie; null if there was no hold-out
/// @param cut whether networks ended early or members were left out because the longest duration was over
/// @param coverage measured coverage in the hold-out; empty if there was none
@SuppressWarnings("ArrayRecordComponent")
public record AutoResult(
    EnsembleSpec spec,
    float[] numbers,
    List<Decision> plan,
    List<MemberScore> members,
    @Nullable Double loss,
    boolean fellBack,
    @Nullable String betterBaseline,
    Evaluation.@Nullable Part scores,
    @Nullable ErrorProfile errors,
    boolean cut,
    List<MeasuredCoverage> coverage,
    Duration duration) {
  /// @param loss in the hold-out, relative to the naive forecast; null if there was none
  /// @param weight in the ensemble
  public record MemberScore(String name, @Nullable Double loss, double weight) {}
}
