package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.ErrorSums;
import dev.rondo.forecasting.evaluation.ErrorSurvey;
import dev.rondo.forecasting.evaluation.Evaluation.BaselineScores;
import dev.rondo.forecasting.evaluation.Evaluation.Measures;
import dev.rondo.forecasting.evaluation.Evaluation.Part;
import dev.rondo.forecasting.evaluation.Seasons.Choice;
import dev.rondo.forecasting.evaluation.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Errors of an ensemble and of the baselines in the hold-out, in the units of the data.
final class HoldOutScores {
  private final RollingHoldOut holdOut;
  private final HeldOutErrors errors;
  private final List<Track.Place> places;
  private final int season;
  private final double[] scales; // [cases]

  /// @param season of MASE
  /// @param places of all tracks
  HoldOutScores(
      RollingHoldOut holdOut, HeldOutErrors errors, Choice season, List<Track.Place> places) {
    this.holdOut = holdOut;
    this.errors = errors;
    this.places = places;
    this.season = season.steps();
    this.scales = new double[errors.cases()];
    for (int c = 0; c < scales.length; c++) {
      TrackPast past = holdOut.cases().get(c);
      scales[c] = past.track().scale(this.season, past.origin());
    }
  }

  /// @param survey of the errors of the ensemble
  record Scored(Part part, ErrorSurvey survey) {}

  /// The ensemble beside the baselines; the weights of each half of the cases are those that the other half chose.
  ///
  /// @param names of all members
  /// @param baselines numbers of the members that are baselines
  Scored of(Selection selection, List<String> names, List<Integer> baselines) {
    boolean[] second = Selection.halves(holdOut);
    ErrorSums sums = new ErrorSums(holdOut.horizon(), 1);
    int targets = places.stream().mapToInt(Track.Place::target).max().orElse(0) + 1;
    ErrorSurvey survey = new ErrorSurvey(holdOut.horizon(), targets, holdOut.stride());
    for (int c = 0; c < errors.cases(); c++)
      add(sums, survey, c, selection.halves()[second[c] ? 0 : 1]);
    survey.sums("model", sums);
    Measures model = sums.measures();
    List<BaselineScores> scores = new ArrayList<>();
    for (int m : baselines) {
      ErrorSums own = new ErrorSums(holdOut.horizon(), 1);
      double[] alone = new double[errors.members()];
      alone[m] = 1;
      for (int c = 0; c < errors.cases(); c++) add(own, null, c, alone);
      survey.sums(names.get(m), own);
      scores.add(new BaselineScores(names.get(m), own.measures()));
    }
    Verdict verdict = Verdict.of("held-out", model, scores);
    Part part =
        new Part(
            errors.cases(),
            season,
            model,
            scores,
            verdict.bestBaseline(),
            verdict.skill(),
            verdict.comparedBy());
    return new Scored(part, survey);
  }

  private void add(ErrorSums sums, @Nullable ErrorSurvey survey, int c, double[] weights) {
    TrackPast past = holdOut.cases().get(c);
    int track = past.track().number();
    Track.Place place = places.get(track);
    for (int h = 0; h < holdOut.horizon(); h++) {
      double truth = errors.truth(c, h);
      if (Double.isNaN(truth)) continue;
      double forecast = errors.forecast(weights, c, h);
      sums.add(track, 0, h, truth, forecast, scales[c]);
      if (survey != null)
        survey.add(place.series(), place.target(), past.origin(), h, truth, forecast, scales[c]);
    }
  }
}
