package dev.rondo.forecasting.model;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.forecasting.auto.AutoEstimate;
import dev.rondo.forecasting.auto.AutoFit;
import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.AutoResult;
import dev.rondo.forecasting.auto.EnsembleSpec;
import dev.rondo.forecasting.auto.EnsembleSpec.ErrorShape;
import dev.rondo.forecasting.auto.UnmetRequestException;
import dev.rondo.forecasting.covariate.EffectSpec;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.evaluation.Evaluation.Coverage;
import dev.rondo.forecasting.evaluation.Seasons;
import dev.rondo.forecasting.holiday.PublicHolidays;
import dev.rondo.forecasting.model.InfeasibleException.Obstacle;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Subject.TrainingInput;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Makes models of automatic trainings.
public final class EnsembleFit {
  private static final double HIGHEST_USUAL_LEVEL = 95;

  private EnsembleFit() {}

  /// The choices that [#fit] would make and its peak memory without the dataset. Throws [InfeasibleException] if the dataset has
  /// no observed target or does not allow a requested member.
  ///
  /// @param threads largest number of threads of the fit
  public static AutoEstimate estimate(Dataset dataset, AutoRequest request, int threads) {
    check(dataset, request);
    try {
      return AutoFit.estimate(dataset, request, usualHorizon(dataset), threads);
    } catch (UnmetRequestException e) {
      throw infeasible(e);
    }
  }

  /// Peak bytes of [#estimate], without the dataset, from lengths only.
  public static long estimateBytes(Dataset dataset) {
    return AutoFit.estimateBytes(dataset);
  }

  /// Throws the exceptions of [#estimate], and [CancellationException] if the progress does.
  ///
  /// @param threads largest number of threads; the model does not depend on it
  public static Model fit(
      Dataset dataset,
      String datasetFingerprint,
      AutoRequest request,
      int threads,
      AutoProgress progress) {
    check(dataset, request);
    AutoResult result;
    try {
      result = AutoFit.fit(dataset, request, usualHorizon(dataset), threads, progress);
    } catch (UnmetRequestException e) {
      throw infeasible(e);
    }
    Provenance provenance =
        new Provenance(
            datasetFingerprint,
            request.seed(),
            Provenance.hash(result.numbers()),
            Provenance.build(),
            Runtime.version().toString(),
            Kernels.best().description(),
            0,
            0,
            false,
            result.duration());
    Model.Description description =
        new Model.Description(
            new TrainedEnsemble(
                request, result.spec(), result.plan(), result.members(), result.coverage()),
            dataset.columns(),
            dataset.frequency(),
            dataset.zone(),
            evaluation(dataset, request, result),
            provenance,
            dataset.table(),
            result.errors());
    return new Model(description, result.numbers());
  }

  private static InfeasibleException infeasible(UnmetRequestException e) {
    return new InfeasibleException(
        e.unmet().stream()
            .map(one -> new Obstacle(new Subject.EnsemblePart(one.path()), one.detail()))
            .toList());
  }

  private static int usualHorizon(Dataset dataset) {
    return SuitableWindow.of(dataset, null).window().horizon();
  }

  private static void check(Dataset dataset, AutoRequest request) {
    check(dataset);
    if (request.holidays() == null) return;
    if (dataset.frequency().unit() == Frequency.Unit.STEP)
      throw new InfeasibleException(
          TrainingInput.HOLIDAYS,
          "The steps of the dataset have no dates, so they have no public holidays; leave holidays out.");
    if (dataset.columns().stream().anyMatch(c -> c.name().equals(PublicHolidays.COLUMN)))
      throw new InfeasibleException(
          TrainingInput.HOLIDAYS,
          "The dataset has a column '%s' already; rename it, or leave holidays out."
              .formatted(PublicHolidays.COLUMN));
  }

  private static void check(Dataset dataset) {
    if (dataset.targets() == 0)
      throw new InfeasibleException(TrainingInput.DATASET, "The dataset has no target column.");
    for (Series series : dataset.series()) if (series.observedSteps(dataset.targets()) > 0) return;
    throw new InfeasibleException(
        TrainingInput.DATASET, "No target of the dataset has an observed value.");
  }

  private static Evaluation evaluation(Dataset dataset, AutoRequest request, AutoResult result) {
    Seasons.Choice season = AutoFit.maseSeason(dataset.frequency(), request);
    List<Coverage> coverage = new ArrayList<>();
    for (double level : new double[] {80, 95}) {
      double inside = 0;
      long values = 0;
      for (var bucket : result.coverage()) {
        if (bucket.level() != level) continue;
        inside += bucket.measured() * bucket.values();
        values += bucket.values();
      }
      if (values > 0) coverage.add(new Coverage(level, inside / values, values));
    }
    return new Evaluation(
        result.scores(),
        null,
        warnings(dataset, request, result),
        new Seasons(season, season),
        coverage);
  }

  /// The members that had no time to forecast the hold-out.
  private static String leftOut(AutoResult result) {
    List<String> names =
        result.scores() == null
            ? List.of()
            : result.members().stream()
                .filter(member -> member.loss() == null)
                .map(AutoResult.MemberScore::name)
                .toList();
    return names.isEmpty() ? "" : " and left out " + String.join(", ", names);
  }

  private static List<String> warnings(Dataset dataset, AutoRequest request, AutoResult result) {
    List<String> warnings = new ArrayList<>();
    if (result.scores() == null) {
      warnings.add(
          "No series has enough values before a held-out horizon: %s, and the intervals are those of a random walk and not measured."
              .formatted(
                  result.fellBack()
                      ? "the last value is forecast"
                      : "all requested members have equal weights"));
    } else if (result.fellBack()) {
      warnings.add(
          "No combination has a lower error in the hold-out than the baseline '%s', which is served alone."
              .formatted(result.spec().members().getFirst().member().name()));
    }
    if (!result.fellBack() && result.betterBaseline() != null)
      warnings.add(
          "The baseline '%s' has a lower error in the hold-out than the ensemble, which is served because the request says \"fallback\": false."
              .formatted(result.betterBaseline()));
    ErrorShape errors = result.spec().errors();
    if (errors != null && errors.highestLevel() < HIGHEST_USUAL_LEVEL)
      warnings.add(
          "There are few held-out errors: intervals above %.0f %% end at the largest of them and cover less than they claim."
              .formatted(Math.floor(errors.highestLevel())));
    if (result.cut())
      warnings.add(
          "The longest duration ended work early%s, so the same request may give another model. A longer maxDuration avoids that."
              .formatted(leftOut(result)));
    warnings.addAll(unused(dataset, request, result.spec()));
    return warnings;
  }

  /// What the dataset has and the model does not read.
  private static List<String> unused(Dataset dataset, AutoRequest request, EnsembleSpec ensemble) {
    List<String> read = new ArrayList<>();
    EffectSpec effect = ensemble.effect();
    if (effect != null) effect.columns().forEach(column -> read.add(column.column()));
    ensemble.ridgeColumns().forEach(columns -> read.addAll(columns.names()));
    List<String> past = new ArrayList<>();
    List<String> ahead = new ArrayList<>();
    for (Column column : dataset.columns()) {
      if (column.role() == Role.PAST_COVARIATE && !read.contains(column.name()))
        past.add(column.name());
      if (column.role() == Role.FUTURE_COVARIATE && !read.contains(column.name()))
        ahead.add(column.name());
    }
    if (request.holidays() != null && !read.contains(PublicHolidays.COLUMN))
      ahead.add(PublicHolidays.COLUMN);
    List<String> warnings = new ArrayList<>();
    if (!past.isEmpty())
      warnings.add(
          "The model does not read these covariates that are not known ahead, because the ridge that reads them does not lower the error or was not requested: %s. What is known of a step before it begins can be named in futureCovariates."
              .formatted(String.join(", ", past)));
    if (!ahead.isEmpty())
      warnings.add(
          "The model does not read these covariates known ahead, because they do not lower the error or were not requested: %s."
              .formatted(String.join(", ", ahead)));
    List<String> fixed =
        dataset.staticColumns().stream()
            .map(StaticColumn::name)
            .filter(name -> !read.contains(name))
            .toList();
    if (!fixed.isEmpty())
      warnings.add(
          "The model does not read these values that do not change over time, because they do not lower the error or tell series apart too finely: %s."
              .formatted(String.join(", ", fixed)));
    return warnings;
  }
}
