package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.EffectSpec.ColumnError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What identifies a fitted member, apart from its numbers.
public sealed interface MemberSpec {
  /// Name in the answers of the API.
  String name();

  /// What it is, with an article.
  default String kind() {
    return switch (this) {
      case Classical _ -> "a classical method";
      case Ridge _ -> "a linear map";
      case Segmented _ -> "a network";
      case Adjusted adjusted -> adjusted.member().kind();
    };
  }

  /// Whether it is a network, or one forecasts what the effect of covariates leaves.
  default boolean hasNetwork() {
    return switch (this) {
      case Classical _, Ridge _ -> false;
      case Segmented _ -> true;
      case Adjusted adjusted -> adjusted.member().hasNetwork();
    };
  }

  /// Steps of its window; 1 if it reads the whole past.
  default int lookback() {
    return switch (this) {
      case Classical _ -> 1;
      case Ridge ridge -> ridge.lookback();
      case Segmented segmented -> segmented.network().lookback();
      case Adjusted adjusted -> adjusted.member().lookback();
    };
  }

  /// Whether it gives the sizes of its errors too.
  default boolean givesSpread() {
    return switch (this) {
      case Classical _, Ridge _ -> false;
      case Segmented _ -> true;
      case Adjusted adjusted -> adjusted.member().givesSpread();
    };
  }

  /// Steps before the origin that it reads at most, as long as some of them are known.
  default int longestPast() {
    return switch (this) {
      case Classical classical -> FittedLocal.longest(classical.season());
      case Ridge ridge -> ridge.longestPast();
      case Segmented segmented -> segmented.network().lookback() + segmented.network().base();
      case Adjusted adjusted -> adjusted.member().longestPast();
    };
  }

  /// A method that is fitted to each series alone when it forecasts.
  ///
  /// @param season steps of a season; 1 for none
  record Classical(String method, int season) implements MemberSpec {
    @Override
    public String name() {
      return method;
    }
  }

  /// A linear map of the last `lookback` values, the same for all series.
  ///
  /// @param season steps of the season whose last values the outputs are relative to; 1 for the last value
  /// @param scaled whether windows are divided by their level
  /// @param columns what it reads beside the target; null for nothing
  record Ridge(int lookback, int season, boolean scaled, @Nullable RidgeColumns columns)
      implements MemberSpec {
    /// Number of inputs, without the constant.
    int inputs() {
      return lookback + (columns == null ? 0 : columns.count());
    }

    /// With the measured errors of its columns.
    Ridge measured(List<ColumnError> errors) {
      if (columns == null || errors.isEmpty()) return this;
      return new Ridge(lookback, season, scaled, columns.withErrors(errors));
    }

    /// One season more than the lookback, in which a missing value of the base is looked for; and twice the lags of other columns.
    @Override
    public int longestPast() {
      int lags = columns == null ? 0 : columns.lags();
      return Math.max(lookback + 2 * season, 2 * lags);
    }

    @Override
    public String name() {
      if (columns != null) return "wide-ridge";
      return season == 1 ? "ridge" : "seasonal-ridge";
    }
  }

  /// A segment network.
  ///
  /// @param number of the network, from 0, which its random numbers depend on
  record Segmented(int number, NetworkChoice network) implements MemberSpec {
    @Override
    public String name() {
      return "network-" + (number + 1);
    }
  }

  /// A member that forecasts what the effect of covariates leaves.
  ///
  /// @param member which forecasts the rest
  record Adjusted(MemberSpec member) implements MemberSpec {
    @Override
    public String name() {
      return member.name() + "+covariates";
    }
  }
}
