package dev.rondo.forecasting.auto;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of an automatic training.
///
/// @param calibrated null if there was no hold-out
/// @param members all members that were tried
/// @param loss of the ensemble in the hold-out, relative to the naive forecast; null if there was no hold-out
/// @param fellBack whether a baseline is served alone because no ensemble is better
public record AutoResult(
    AutoPlan plan,
    Ensemble ensemble,
    @Nullable Calibrated calibrated,
    List<MemberScore> members,
    @Nullable Double loss,
    boolean fellBack,
    Duration duration) {
  /// @param loss in the hold-out, relative to the naive forecast; null if there was none
  /// @param weight in the ensemble
  public record MemberScore(String name, @Nullable Double loss, double weight) {}
}
