package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.ErrorSums;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.evaluation.Evaluation.BaselineScores;
import dev.rondo.forecasting.evaluation.Evaluation.Measures;
import dev.rondo.forecasting.evaluation.Evaluation.Part;
import dev.rondo.forecasting.evaluation.Seasons.Choice;
import dev.rondo.forecasting.evaluation.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Errors of an ensemble and of the baselines in the hold-out, in the units of the data.
final class HoldOutScores {
  private final RollingHoldOut holdOut;
  private final HeldOutErrors errors;
  private final int season;
  private final double[] scales; // [cases]

  /// @param season of MASE
  HoldOutScores(RollingHoldOut holdOut, HeldOutErrors errors, Choice season) {
    this.holdOut = holdOut;
    this.errors = errors;
    this.season = season.steps();
    this.scales = new double[errors.cases()];
    for (int c = 0; c < scales.length; c++) {
      TrackPast past = holdOut.cases().get(c);
      scales[c] = past.track().scale(this.season, past.origin());
    }
  }

  /// The ensemble beside the baselines; the weights of each half of the cases are those that the other half chose.
  ///
  /// @param names of all members
  /// @param baselines numbers of the members that are baselines
  Evaluation.Part part(Selection selection, List<String> names, List<Integer> baselines) {
    boolean[] second = Selection.halves(holdOut);
    ErrorSums sums = new ErrorSums(holdOut.horizon(), 1);
    for (int c = 0; c < errors.cases(); c++) add(sums, c, selection.halves()[second[c] ? 0 : 1]);
    Measures model = sums.measures();
    List<BaselineScores> scores = new ArrayList<>();
    for (int m : baselines) {
      ErrorSums own = new ErrorSums(holdOut.horizon(), 1);
      double[] alone = new double[errors.members()];
      alone[m] = 1;
      for (int c = 0; c < errors.cases(); c++) add(own, c, alone);
      scores.add(new BaselineScores(names.get(m), own.measures()));
    }
    Verdict verdict = Verdict.of("held-out", model, scores);
    return new Part(
        errors.cases(),
        season,
        model,
        scores,
        verdict.bestBaseline(),
        verdict.skill(),
        verdict.comparedBy());
  }

  private void add(ErrorSums sums, int c, double[] weights) {
    int track = holdOut.cases().get(c).track().number();
    for (int h = 0; h < holdOut.horizon(); h++) {
      double truth = errors.truth(c, h);
      if (!Double.isNaN(truth))
        sums.add(track, 0, h, truth, errors.forecast(weights, c, h), scales[c]);
    }
  }
}
