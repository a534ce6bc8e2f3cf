package dev.rondo.forecasting.model;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.window.Segments.Part;
import dev.rondo.forecasting.window.Split;
import java.util.ArrayList;
import java.util.List;

/// Warnings before training on a specification and a dataset, as sentences for the user.
final class Warnings {
  /// Largest ratio of the lengths of series in two parts without a warning.
  private static final double UNEVEN = 3;

  private Warnings() {}

  static List<String> of(Dataset dataset, FitPlan plan) {
    List<String> warnings = new ArrayList<>();
    if (plan.windows().validation() == 0)
      warnings.add(
          "No validation windows: the validation part is empty, or shorter than the horizon. The model will have no intervals, and"
              + " training cannot stop early.");
    if (plan.windows().test() == 0)
      warnings.add(
          "No test windows: the test part is empty, or shorter than the horizon. The model will not be scored on data that chose"
              + " nothing.");
    List<String> ahead =
        dataset.columns().stream()
            .filter(column -> column.role() == Role.FUTURE_COVARIATE)
            .map(Column::name)
            .toList();
    if (!ahead.isEmpty())
      warnings.add(
          "Covariates known ahead (%s) are read up to the start of a forecast only; values behind it are not used."
              .formatted(String.join(", ", ahead)));
    uneven(dataset, plan, warnings);
    return List.copyOf(warnings);
  }

  /// Counts take the series in file order, which may be sorted by length.
  private static void uneven(Dataset dataset, FitPlan plan, List<String> warnings) {
    if (!(plan.spec().split() instanceof Split.BySeries)) return;
    double training = meanLength(dataset, plan, Part.TRAINING);
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      double length = meanLength(dataset, plan, part);
      if (length > 0 && Math.max(length / training, training / length) > UNEVEN)
        warnings.add(
            "The series that train have %.0f steps on average, those of the %s part %.0f; with shares of the series instead of"
                    .formatted(training, part == Part.TEST ? "test" : "validation", length)
                + " counts they would be drawn by chance.");
    }
  }

  private static double meanLength(Dataset dataset, FitPlan plan, Part part) {
    long steps = 0;
    int count = 0;
    for (int i = 0; i < dataset.series().size(); i++) {
      int length = plan.segments().to(part, i) - plan.segments().from(part, i);
      steps += length;
      if (length > 0) count++;
    }
    return count == 0 ? 0 : (double) steps / count;
  }
}
