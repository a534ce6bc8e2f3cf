package dev.rondo.forecasting.auto;

import java.util.List;

/// What an automatic training does, with the reason of each choice.
///
/// @param horizon steps that are forecast directly
/// @param periods steps of the seasons that the data show, the shortest first; empty if none
/// @param season steps of the season of MASE and of the seasonal members; 1 for none
/// @param networks the segment networks
/// @param ridge lookback of the pooled ridge regression; 0 if there is none
/// @param locals names of the members that are fitted to each series alone
/// @param decisions the choices and their reasons, in the order in which they were made
record AutoPlan(
    int horizon,
    List<Integer> periods,
    int season,
    Units units,
    List<NetworkChoice> networks,
    int ridge,
    List<String> locals,
    HoldOut holdOut,
    List<Decision> decisions) {}
