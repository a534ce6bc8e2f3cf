package dev.rondo.forecasting.auto;

import java.util.List;

/// What an automatic training does, with the reason of each choice.
///
/// @param horizon steps that are forecast directly
/// @param periods steps of the seasons that the data show, the shortest first; empty if none
/// @param season steps of the season of MASE and of the seasonal members; 1 for none
/// @param networks the segment networks
/// @param ridges pooled ridge regressions
/// @param locals names of the members that are fitted to each series alone
/// @param decisions the choices and their reasons, in the order in which they were made
record AutoPlan(
    int horizon,
    List<Integer> periods,
    int season,
    Units units,
    List<NetworkChoice> networks,
    List<MemberSpec.Ridge> ridges,
    List<String> locals,
    RollingHoldOut holdOut,
    List<Decision> decisions) {
  /// Last steps of each series on which the penalty of a ridge is chosen.
  int penaltyHoldOut() {
    return Math.max(horizon, holdOut.origins() * holdOut.stride());
  }
}
