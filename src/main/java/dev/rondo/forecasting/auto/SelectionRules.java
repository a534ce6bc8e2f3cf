package dev.rondo.forecasting.auto;

import java.util.List;

/// Which members may be served, and how they are weighted.
///
/// @param contenders numbers of the members that may have a weight
/// @param baselines numbers of the members that are baselines; the best of them is the floor
/// @param weighting of the contenders
/// @param fallsBack whether the best baseline is served alone if it has a lower loss than the contenders together
record SelectionRules(
    List<Integer> contenders, List<Integer> baselines, Weighting weighting, boolean fallsBack) {}
