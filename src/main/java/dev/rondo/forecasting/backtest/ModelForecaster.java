package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ForecastOptions;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import java.util.ArrayList;
import java.util.List;

/// Forecasts with a trained model. A model that cannot give the intervals forecasts without them.
///
/// @param columns position of each column of the model in the dataset
/// @param levels of the intervals, in percent
@SuppressWarnings("ArrayRecordComponent")
record ModelForecaster(ServedModel model, int[] columns, List<Double> levels)
    implements OriginForecaster {
  /// Throws [InfeasibleException] if the model forecasts other columns or another frequency.
  static ModelForecaster of(ServedModel model, Dataset dataset, List<Double> levels) {
    Model.Description description = model.model().description();
    if (!dataset.frequency().isAsLongAs(description.frequency()))
      throw refusal(
          "The series have the frequency %s, the model was trained on %s."
              .formatted(dataset.frequency(), description.frequency()));
    List<String> names = dataset.columns().stream().map(Column::name).toList();
    int[] columns = new int[description.columns().size()];
    for (int c = 0; c < columns.length; c++) {
      String name = description.columns().get(c).name();
      columns[c] = columns.length == 1 && names.size() == 1 ? 0 : names.indexOf(name);
      if (columns[c] < 0)
        throw refusal(
            "The model reads a column '%s', the series have %s."
                .formatted(name, String.join(", ", names)));
    }
    for (int f = 0; f < description.targets(); f++)
      if (description.targets() != dataset.targets() || columns[f] >= dataset.targets())
        throw refusal("The targets of the model are not those of the dataset.");
    return new ModelForecaster(model, columns, levels);
  }

  private static InfeasibleException refusal(String detail) {
    return new InfeasibleException(Subject.TrainingInput.DATASET, detail);
  }

  @Override
  public List<OriginForecast> forecast(List<Case> cases) {
    if (cases.isEmpty()) return List.of();
    int horizon = cases.getFirst().horizon();
    List<History> histories = cases.stream().map(this::history).toList();
    List<Forecast> made;
    boolean intervals = true;
    try {
      made =
          model.forecast(
              histories,
              new ForecastOptions(horizon, levels, OriginForecast.DECILES, 0, false, false));
    } catch (InfeasibleException e) {
      if (e.subject() != Subject.ForecastInput.LEVELS) throw e;
      intervals = false;
      made = model.forecast(histories, ForecastOptions.of(horizon, List.of()));
    }
    List<OriginForecast> forecasts = new ArrayList<>(made.size());
    int targets = model.model().description().targets();
    for (int i = 0; i < made.size(); i++) {
      Case one = cases.get(i / targets);
      Forecast forecast = made.get(i);
      int target = columns[i % targets];
      forecasts.add(
          new OriginForecast(
              one.number(),
              target,
              one.origin(),
              one.actual(target),
              forecast.mean(),
              intervals ? bounds(forecast) : null,
              intervals ? deciles(forecast) : null));
    }
    return forecasts;
  }

  private static double[][][] bounds(Forecast forecast) {
    return forecast.intervals().stream()
        .map(interval -> new double[][] {interval.lower(), interval.upper()})
        .toArray(double[][][]::new);
  }

  private static double[][] deciles(Forecast forecast) {
    return forecast.quantiles().stream().map(Forecast.Quantile::values).toArray(double[][]::new);
  }

  private History history(Case one) {
    History whole = Cut.history(one.dataset(), one.series(), one.origin(), one.horizon());
    double[][] values = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) values[c] = whole.values()[columns[c]];
    return new History(
        whole.seriesId(), whole.start(), values, whole.steps(), whole.statics(), whole.frequency());
  }
}
