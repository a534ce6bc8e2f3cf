package dev.rondo.forecasting.member;

import java.util.ArrayList;
import java.util.List;

/// A form of exponential smoothing in the taxonomy of Hyndman, Koehler, Ord and Snyder (Forecasting with Exponential Smoothing,
/// 2008): how the error, the trend and the season enter.
///
/// @param error additive or multiplicative; it decides the likelihood, not the recursion
public record EtsForm(Kind error, Trend trend, Kind season) {
  public enum Kind {
    NONE,
    ADDITIVE,
    MULTIPLICATIVE
  }

  public enum Trend {
    NONE,
    ADDITIVE,
    DAMPED
  }

  public EtsForm {
    if (error == Kind.NONE)
      throw new IllegalArgumentException("the error must be ADDITIVE or MULTIPLICATIVE, was NONE");
  }

  /// Simple exponential smoothing.
  static final EtsForm SIMPLE = new EtsForm(Kind.ADDITIVE, Trend.NONE, Kind.NONE);

  /// All forms whose variance is finite: a multiplicative season only with a multiplicative error.
  static List<EtsForm> all(boolean seasonal) {
    List<EtsForm> forms = new ArrayList<>();
    for (Kind season : Kind.values()) {
      if (season != Kind.NONE && !seasonal) continue;
      for (Kind error : List.of(Kind.ADDITIVE, Kind.MULTIPLICATIVE)) {
        if (season == Kind.MULTIPLICATIVE && error == Kind.ADDITIVE) continue;
        for (Trend trend : Trend.values()) forms.add(new EtsForm(error, trend, season));
      }
    }
    return forms;
  }

  boolean hasTrend() {
    return trend != Trend.NONE;
  }

  boolean hasSeason() {
    return season != Kind.NONE;
  }

  boolean needsPositiveValues() {
    return error == Kind.MULTIPLICATIVE || season == Kind.MULTIPLICATIVE;
  }

  /// Number of free initial states.
  int states(int period) {
    return 1 + (hasTrend() ? 1 : 0) + (hasSeason() ? period - 1 : 0);
  }

  /// Number of estimated numbers: smoothing parameters, initial states, and the variance.
  int estimated(int period) {
    int smoothing =
        1 + (hasTrend() ? 1 : 0) + (hasSeason() ? 1 : 0) + (trend == Trend.DAMPED ? 1 : 0);
    return smoothing + states(period) + 1;
  }
}
