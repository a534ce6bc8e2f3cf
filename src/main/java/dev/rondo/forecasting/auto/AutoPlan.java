package dev.rondo.forecasting.auto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an automatic training does, with the reason of each choice.
///
/// @param horizon steps that are forecast directly
/// @param season steps of the season of the seasonal members; 1 for none
/// @param lag of the differences that errors are compared with: the season, or 1 if the series are too short for it
/// @param lowest the largest known lower bound of the values: 0 if none is negative
/// @param networks the segment networks
/// @param ridges pooled ridge regressions
/// @param ridgeProducts products of two numbers that fitting one of them takes at most, about
/// @param methods names of the members that are fitted to each series alone
/// @param floor names of further baselines, which have no weight unless the best of them is served alone
/// @param adjustment members that forecast what the effect of covariates leaves; null if there are none
/// @param namesMembers whether the request names methods, ridges or networks
/// @param weighting how the members except the floor are weighted
/// @param fallsBack whether the best baseline is served alone if it has a lower error in the hold-out
/// @param decisions the choices and their reasons, in the order in which they were made
record AutoPlan(
    int horizon,
    int season,
    int lag,
    double lowest,
    List<NetworkChoice> networks,
    List<MemberSpec.Ridge> ridges,
    double ridgeProducts,
    List<String> methods,
    List<String> floor,
    @Nullable Adjustment adjustment,
    boolean namesMembers,
    Weighting weighting,
    boolean fallsBack,
    RollingHoldOut holdOut,
    List<Decision> decisions) {
  /// Last steps of each series on which the penalty of a ridge is chosen.
  int penaltyHoldOut() {
    return Math.max(horizon, holdOut.origins() * holdOut.stride());
  }
}
