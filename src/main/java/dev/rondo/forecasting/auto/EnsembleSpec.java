package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.EffectSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything of an ensemble except its numbers.
///
/// @param horizon steps that it forecasts directly
/// @param lag of the differences whose mean size is the expected error where no member gives one
/// @param lowest no forecast and no bound is below it; null if the values have no bound
/// @param members the members with a weight, in the order of their numbers
/// @param errors of the hold-out; null if there was none
/// @param effect of the covariates, whose coefficients come first among the numbers of each adjusted member; null if there is none
public record EnsembleSpec(
    int horizon,
    int lag,
    @Nullable Double lowest,
    List<WeightedMember> members,
    @Nullable ErrorShape errors,
    @Nullable EffectSpec effect) {
  /// @param weight share of the member in the forecast
  /// @param numbers how many it has
  public record WeightedMember(MemberSpec member, double weight, int numbers) {}

  /// The shape of the held-out errors, whose ratios follow the numbers of the members.
  ///
  /// @param last last step of each bucket of the horizon, from 1
  /// @param counts number of errors of each bucket, then of the sum over the horizon
  /// @param paths number of whole forecasts
  public record ErrorShape(List<Integer> last, List<Integer> counts, int paths) {
    /// The highest level, in percent, of intervals that enough errors of every bucket support: the outermost of n errors bounds a
    /// tail of `1 / (n + 1)`.
    public double highestLevel() {
      int fewest =
          counts.subList(0, last.size()).stream().mapToInt(Integer::intValue).min().orElse(0);
      return 100 * Math.max(0, 1 - 2.0 / (fewest + 1));
    }
  }

  /// What its members read beside the targets and the columns known ahead.
  public List<RidgeColumns> ridgeColumns() {
    List<RidgeColumns> all = new ArrayList<>();
    for (WeightedMember one : members) {
      MemberSpec member = one.member() instanceof MemberSpec.Adjusted a ? a.member() : one.member();
      if (member instanceof MemberSpec.Ridge ridge && ridge.columns() != null)
        all.add(ridge.columns());
    }
    return all;
  }

  /// Number of all numbers: those of the members, then the ratios of the held-out errors.
  public long numbers() {
    long numbers = members.stream().mapToLong(WeightedMember::numbers).sum();
    if (errors == null) return numbers;
    for (int count : errors.counts()) numbers += ErrorRatios.ranks(count).length;
    return numbers + (long) errors.paths() * horizon;
  }

  /// Steps before the origin that the members read at most, as long as some of them are known.
  public int longestPast() {
    return members.stream().mapToInt(one -> one.member().longestPast()).max().orElse(1);
  }

  /// Steps before the origin that the members read in their windows; 1 if none has a window.
  public int lookback() {
    return members.stream().mapToInt(one -> one.member().lookback()).max().orElse(1);
  }
}
