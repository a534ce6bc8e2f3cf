package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.AheadGaps;
import dev.rondo.forecasting.forecast.AheadValues;
import dev.rondo.forecasting.forecast.AheadValues.Fill;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Role;
import dev.rondo.server.forecast.PredictionRequest.AheadPart;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a request says about covariates in the steps that are forecast.
///
/// @param values of columns, which take the place of those of the dataset or of the raw series
/// @param missing what takes the place of values that are still missing; null to refuse
record AheadRequest(List<AheadPart> values, @Nullable Fill missing) {
  static final AheadRequest NONE = new AheadRequest(List.of(), null);

  /// Adds each fault of the numbers to `faults`.
  void check(List<Fault> faults) {
    for (int i = 0; i < values.size(); i++) {
      String pointer = "/ahead/" + i + "/values";
      if (values.get(i).values().rows() == 0 || !values.get(i).values().plain()) {
        faults.add(Fault.at(pointer, "must be an array of at least one number"));
        continue;
      }
      double[] numbers = values.get(i).values().numbers();
      for (int h = 0; h < numbers.length; h++)
        if (Double.isInfinite(numbers[h])) {
          faults.add(
              Fault.at(
                  pointer + "/" + h,
                  "must be a finite number, or null to keep the value of the series"));
          break;
        }
    }
  }

  /// The histories with these values. Throws [InfeasibleRequestException] if a value is for another series or column, or beyond the
  /// horizon.
  ///
  /// @param warnings receives what was filled
  List<History> complete(
      ServedModel model, List<History> histories, int horizon, List<String> warnings) {
    List<History> complete = new ArrayList<>(histories);
    Set<String> met = new LinkedHashSet<>();
    for (int i = 0; i < values.size(); i++) {
      AheadPart part = values.get(i);
      int column = column(model.model().description().columns(), part.column(), i);
      if (!met.add(part.column() + "\n" + part.series()))
        throw new InfeasibleRequestException(
            "/ahead/" + i, "the values of '%s' are given once more".formatted(part.column()));
      double[] numbers = part.values().numbers();
      if (numbers.length > horizon)
        throw new InfeasibleRequestException(
            "/ahead/" + i + "/values",
            "must hold at most one value for each of the %d steps that are forecast, held %d"
                .formatted(horizon, numbers.length));
      boolean found = false;
      for (int s = 0; s < complete.size(); s++) {
        History history = complete.get(s);
        if (part.series() != null && !part.series().equals(history.seriesId())) continue;
        complete.set(s, AheadValues.with(history, column, numbers));
        found = true;
      }
      if (!found)
        throw new InfeasibleRequestException(
            "/ahead/" + i + "/series",
            "there is no series '%s' among those that are forecast".formatted(part.series()));
      if (!model.columnsAhead().contains(column))
        warnings.add(
            "The model does not read '%s', so its values ahead change nothing."
                .formatted(part.column()));
    }
    return AheadGaps.filled(model, complete, horizon, missing, warnings);
  }

  private static int column(List<Column> columns, String name, int place) {
    List<String> ahead = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).role() != Role.FUTURE_COVARIATE) continue;
      if (columns.get(c).name().equals(name)) return c;
      ahead.add(columns.get(c).name());
    }
    throw new InfeasibleRequestException(
        "/ahead/" + place + "/column",
        "the model has no covariate known ahead '%s'; it has %s"
            .formatted(name, ahead.isEmpty() ? "none" : String.join(", ", ahead)));
  }
}
