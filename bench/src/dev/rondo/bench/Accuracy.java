package dev.rondo.bench;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.scaling.Moments;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Trains an automatic model on the training part of a public set, as the service does, and scores its forecasts of the test part.
/// Prints one line of JSON.
///
/// - `panel train test horizon season duration seed zeros`: every series is forecast once from its end. Without a test part (`-`),
///   the last steps of each series are kept back. `season` is that of MASE; `zeros` is `true` where missing values are 0.
/// - `windows data horizon train begin end duration seed`: long columns; the model is trained once on the rows before `begin`, and
///   every window whose horizon lies in `[begin, end)` is forecast. Errors are of values that are standardised by the first
///   `train` rows. Coverage is that of the 80 % interval by bucket of the horizon, as trained and corrected by finished errors.
public final class Accuracy {
  private static final int CHUNK = 32;
  private static final List<Double> LEVELS = List.of(80.0, 95.0);

  private Accuracy() {}

  public static void main(String[] arguments) throws IOException {
    long started = System.nanoTime();
    Map<String, Object> result =
        switch (arguments[0]) {
          case "panel" -> panel(arguments);
          case "windows" -> windows(arguments);
          default -> throw new IllegalArgumentException("panel or windows, not " + arguments[0]);
        };
    result.put("wall", (System.nanoTime() - started) / 1e9);
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system)
      result.put("cpu", system.getProcessCpuTime() / 1e9);
    System.out.println(object(result));
  }

  static String object(Map<String, Object> result) {
    List<String> members = new ArrayList<>();
    result.forEach((name, value) -> members.add("\"%s\": %s".formatted(name, json(value))));
    return "{" + String.join(", ", members) + "}";
  }

  static String json(Object value) {
    if (value instanceof Double number)
      return Double.isFinite(number) ? String.format(Locale.ROOT, "%.5f", number) : "null";
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }

  static Dataset read(String file) throws IOException {
    try (InputStream raw = new FileInputStream(file);
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return DatasetReader.csv(in, ReadingOptions.NONE).dataset();
    }
  }

  static Dataset with(Dataset dataset, List<Series> series) {
    return new Dataset(dataset.columns(), dataset.frequency(), dataset.zone(), series);
  }

  static Model train(Dataset dataset, int horizon, String duration, String seed) {
    AutoRequest request =
        new AutoRequest(horizon, Duration.parse(duration), null, Long.parseLong(seed), null);
    int threads = Runtime.getRuntime().availableProcessors();
    return EnsembleFit.fit(dataset, "", request, threads, (_, _) -> {});
  }

  private static Map<String, Object> described(Model model, long trained) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("training", trained / 1e9);
    if (model.description().method() instanceof TrainedEnsemble ensemble) {
      List<String> members = new ArrayList<>();
      ensemble
          .ensemble()
          .members()
          .forEach(
              one ->
                  members.add(
                      String.format(
                          Locale.ROOT, "%s %.2f", one.member().name(), one.weight())));
      result.put("members", String.join(", ", members));
    }
    return result;
  }

  private static Map<String, Object> panel(String[] arguments) throws IOException {
    int horizon = Integer.parseInt(arguments[3]);
    int season = Integer.parseInt(arguments[4]);
    Dataset all = read(arguments[1]);
    if (arguments[7].equals("true")) all = with(all, all.series().stream().map(Accuracy::zeros).toList());
    Map<String, double[]> truths = new HashMap<>();
    Dataset training = all;
    if (arguments[2].equals("-")) {
      List<Series> shorter = new ArrayList<>();
      for (Series series : all.series()) {
        double[] values = series.values()[0];
        int steps = values.length - horizon;
        if (steps < 2) continue;
        truths.put(series.id(), Arrays.copyOfRange(values, steps, values.length));
        shorter.add(new Series(series.id(), series.start(), new double[][] {Arrays.copyOf(values, steps)}));
      }
      training = with(all, shorter);
    } else {
      for (Series series : read(arguments[2]).series())
        truths.put(series.id(), Arrays.copyOf(series.values()[0], horizon));
    }
    long started = System.nanoTime();
    Model model = train(training, horizon, arguments[5], arguments[6]);
    Map<String, Object> result = described(model, System.nanoTime() - started);
    ServedModel served = ServedModel.of(model);
    List<History> histories = new ArrayList<>();
    for (Series series : training.series())
      if (truths.containsKey(series.id()))
        histories.add(new History(series.id(), series.start(), series.values()));
    started = System.nanoTime();
    List<Forecast> forecasts = served.forecast(histories, horizon, LEVELS);
    result.put("forecasting", (System.nanoTime() - started) / 1e9);
    PanelScores scores = new PanelScores();
    for (int i = 0; i < forecasts.size(); i++) {
      double[] history = histories.get(i).values()[0];
      scores.add(
          forecasts.get(i).mean(),
          forecasts.get(i).intervals(),
          truths.get(forecasts.get(i).seriesId()),
          NaiveErrors.of(history, season));
    }
    result.putAll(scores.figures());
    return result;
  }

  private static Series zeros(Series series) {
    double[] values = series.values()[0].clone();
    for (int t = 0; t < values.length; t++) if (Double.isNaN(values[t])) values[t] = 0;
    return new Series(series.id(), series.start(), new double[][] {values});
  }

  private static Map<String, Object> windows(String[] arguments) throws IOException {
    int horizon = Integer.parseInt(arguments[2]);
    int trainEnd = Integer.parseInt(arguments[3]);
    int begin = Integer.parseInt(arguments[4]);
    int end = Integer.parseInt(arguments[5]);
    Dataset all = read(arguments[1]);
    Series only = all.series().getFirst();
    int columns = only.values().length;
    double[][] known = new double[columns][];
    double[] deviations = new double[columns];
    for (int c = 0; c < columns; c++) {
      known[c] = Arrays.copyOf(only.values()[c], begin);
      Moments moments = new Moments();
      moments.add(only.values()[c], 0, trainEnd);
      deviations[c] = moments.standardDeviation();
    }
    long started = System.nanoTime();
    Model model =
        train(
            with(all, List.of(new Series(only.id(), only.start(), known))),
            horizon,
            arguments[6],
            arguments[7]);
    Map<String, Object> result = described(model, System.nanoTime() - started);
    ServedModel served = ServedModel.of(model);
    double squares = 0;
    double absolutes = 0;
    double naive = 0;
    long values = 0;
    BucketCoverage trained = new BucketCoverage(horizon);
    BucketCoverage corrected = new BucketCoverage(horizon);
    List<FollowedColumn> followed = new ArrayList<>();
    for (int c = 0; c < columns; c++) followed.add(new FollowedColumn(only.values()[c]));
    started = System.nanoTime();
    for (int from = begin; from + horizon <= end; from += CHUNK) {
      List<History> histories = new ArrayList<>();
      for (int origin = from; origin < from + CHUNK && origin + horizon <= end; origin++)
        histories.add(
            new History(only.id(), only.start(), only.values()).upTo(origin));
      List<Forecast> forecasts = served.forecast(histories, horizon, LEVELS);
      for (int i = 0; i < forecasts.size(); i++) {
        int origin = from + i / columns;
        int c = i % columns;
        double[] truth = Arrays.copyOfRange(only.values()[c], origin, origin + horizon);
        trained.add(truth, forecasts.get(i).intervals().getFirst());
        corrected.add(truth, followed.get(c).corrected(origin, forecasts.get(i)).getFirst());
        for (int h = 0; h < horizon; h++) {
          double y = truth[h];
          double e = (y - forecasts.get(i).mean()[h]) / deviations[c];
          double last = (y - only.values()[c][origin - 1]) / deviations[c];
          squares += e * e;
          absolutes += Math.abs(e);
          naive += last * last;
          values++;
        }
      }
    }
    result.put("forecasting", (System.nanoTime() - started) / 1e9);
    result.put("mse", squares / values);
    result.put("mae", absolutes / values);
    result.put("naiveMse", naive / values);
    result.put("windows", values / horizon / columns);
    result.put("coverage80", trained.shares());
    result.put("corrected80", corrected.shares());
    return result;
  }
}
