package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The role of each numeric column.
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
      if (options.columns().targets().contains(cells.name)) {
        role = Role.TARGET;
      } else if (options.columns().futureCovariates().contains(cells.name)) {
        role = Role.FUTURE_COVARIATE;
      } else if (options.columns().pastCovariates().contains(cells.name)) {
        role = Role.PAST_COVARIATE;
      } else if (options.columns().targets().isEmpty()) {
        role = Role.TARGET;
      } else if (options.columns().pastCovariates().isEmpty()) {
        role = Role.PAST_COVARIATE;
        others.add(cells.name);
      } else {
        findings.droppedColumn(cells.name, "what is neither among the targets nor the covariates");
        cells.release();
        continue;
      }
      all.add(new Assigned(new Column(cells.name, role), cells));
    }
    if (!others.isEmpty())
      findings.inferred(
          "covariates",
          "columns that are no targets are past covariates: " + String.join(", ", others));
    List<Assigned> ahead =
        all.stream().filter(one -> one.column().role() == Role.FUTURE_COVARIATE).toList();
    if (!ahead.isEmpty())
      findings.inferred(
          "future-covariates",
          "covariates known ahead: automatic models use their values in the steps that are forecast, networks by hand only those up to the start of a forecast: "
              + names(ahead));
    if (options.columns().targets().isEmpty()) tellTargets(all, findings);
    all.sort(Comparator.comparing(one -> one.column().role()));
    if (all.isEmpty() || all.getFirst().column().role() != Role.TARGET) {
      throw Faults.refusal("no column is left to forecast; name one in targets");
    }
    return all;
  }

  /// Reports the targets, and which of them look like covariates.
  private static void tellTargets(List<Assigned> all, Findings findings) {
    List<Assigned> targets =
        all.stream().filter(one -> one.column().role() == Role.TARGET).toList();
    if (targets.isEmpty()) return;
    String taken =
        (targets.size() == 1 ? "column %s is forecast" : "columns %s are forecast, each of them")
            .formatted(names(targets));
    List<Assigned> covariates =
        targets.size() < 2 ? List.of() : targets.stream().filter(Roles::explains).toList();
    if (covariates.isEmpty() || covariates.size() == targets.size()) {
      findings.inferred("targets", taken);
      return;
    }
    findings.warning(
        "targets",
        "%s, as targets was left out; %s: name what is to be forecast in targets, and what explains it in futureCovariates where it is known ahead, else in pastCovariates"
            .formatted(
                taken,
                covariates.size() == 1
                    ? names(covariates) + " looks like a covariate"
                    : names(covariates) + " look like covariates"),
        covariates.size(),
        List.of());
  }

  private static String names(List<Assigned> columns) {
    return Findings.list(columns.stream().map(one -> "'" + one.column().name() + "'").toList());
  }

  /// Whether the name says covariate, or all values are 0 or 1.
  private static boolean explains(Assigned one) {
    return ColumnNames.isCovariate(one.column().name()) || one.cells().isFlag();
  }
}
