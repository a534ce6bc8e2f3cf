package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What each column of numbers is for.
final class Roles {
  private Roles() {}

  /// A column of the dataset with its cells.
  record Assigned(Column column, NumberCells cells) {}

  /// Targets first; a column in use by no role is dropped.
  static List<Assigned> of(List<NumberCells> numbers, ReadingOptions options, Findings findings) {
    List<Assigned> all = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (NumberCells cells : numbers) {
      Role role;
      if (options.targets().contains(cells.name)) {
        role = Role.TARGET;
      } else if (options.futureCovariates().contains(cells.name)) {
        role = Role.FUTURE_COVARIATE;
      } else if (options.pastCovariates().contains(cells.name)) {
        role = Role.PAST_COVARIATE;
      } else if (options.targets().isEmpty()) {
        role = Role.TARGET;
      } else if (options.pastCovariates().isEmpty()) {
        role = Role.PAST_COVARIATE;
        others.add(cells.name);
      } else {
        findings.dropped(
            "column",
            "column '%s' is neither among the targets nor the covariates".formatted(cells.name),
            1,
            List.of());
        cells.release();
        continue;
      }
      all.add(new Assigned(new Column(cells.name, role), cells));
    }
    if (!others.isEmpty())
      findings.inferred(
          "covariates",
          "columns that are no targets are past covariates: " + String.join(", ", others));
    all.sort(Comparator.comparing(one -> one.column().role()));
    if (all.isEmpty() || all.getFirst().column().role() != Role.TARGET) {
      throw Faults.refusal("no column is left to forecast; name one in targets");
    }
    return all;
  }
}
