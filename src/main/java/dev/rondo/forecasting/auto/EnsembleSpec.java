package dev.rondo.forecasting.auto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything of an ensemble except its numbers.
///
/// @param horizon steps that it forecasts directly
/// @param lag of the differences whose mean size is the expected error where no member gives one
/// @param lowest no forecast and no bound is below it; null if the values have no bound
/// @param members the members with a weight, in the order of their numbers
/// @param errors of the hold-out; null if there was none
public record EnsembleSpec(
    int horizon,
    int lag,
    @Nullable Double lowest,
    List<WeightedMember> members,
    @Nullable ErrorShape errors) {
  /// @param weight share of the member in the forecast
  /// @param numbers how many it has
  public record WeightedMember(MemberSpec member, double weight, int numbers) {}

  /// The shape of the held-out errors, whose ratios follow the numbers of the members.
  ///
  /// @param last last step of each bucket of the horizon, from 1
  /// @param counts number of errors of each bucket, then of the sum over the horizon
  /// @param paths number of whole forecasts
  public record ErrorShape(List<Integer> last, List<Integer> counts, int paths) {}
}
