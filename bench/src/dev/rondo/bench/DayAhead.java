package dev.rondo.bench;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.EnsembleRequest;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.holiday.HolidayRegion;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.NamedColumns;
import dev.rondo.forecasting.reading.ReadingMemory;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Forecasts one series with covariates known ahead, a horizon at a time: the model is trained once on everything before the test part,
/// and forecasts begin every horizon. Coverage is that of the trained intervals, and of those corrected by the errors of the forecasts
/// before, as for kept forecasts. Prints one line of JSON.
///
/// Arguments: file, column of times, zone, target, covariates separated by commas, horizon, steps of the test part, steps of the season of
/// the naive forecast, duration, seed, whether the covariates are used, country and region of public holidays that are used with them.
public final class DayAhead {
  private static final List<Double> LEVELS = List.of(80.0, 95.0);

  private DayAhead() {}

  public static void main(String[] arguments) throws IOException {
    List<String> covariates = List.of(arguments[4].split(","));
    Dataset all =
        read(arguments[0], arguments[1], ZoneId.of(arguments[2]), arguments[3], covariates);
    int horizon = Integer.parseInt(arguments[5]);
    int season = Integer.parseInt(arguments[7]);
    Series only = all.series().getFirst();
    int begin = only.steps() - Integer.parseInt(arguments[6]);
    boolean used = Boolean.parseBoolean(arguments[10]);
    long started = System.nanoTime();
    HolidayRegion holidays = used ? new HolidayRegion(arguments[11], arguments[12]) : null;
    Model model = train(all, only, begin, horizon, arguments[8], arguments[9], used, holidays);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("covariates", Boolean.toString(used));
    result.put("training", (System.nanoTime() - started) / 1e9);
    List<History> histories = new ArrayList<>();
    for (int origin = begin; origin + horizon <= only.steps(); origin += horizon)
      histories.add(new History(only.id(), only.start(), only.values()).upTo(origin));
    started = System.nanoTime();
    List<Forecast> forecasts = ServedModel.of(model).forecast(histories, horizon, LEVELS);
    result.put("forecasting", (System.nanoTime() - started) / 1e9);
    double[] target = only.values()[0];
    double error = 0;
    double naive = 0;
    double[] inside = new double[LEVELS.size()];
    double[] corrected = new double[LEVELS.size()];
    FollowedColumn followed = new FollowedColumn(target);
    int values = 0;
    for (int i = 0; i < forecasts.size(); i++) {
      List<Forecast.Interval> given = forecasts.get(i).intervals();
      List<Forecast.Interval> better = followed.corrected(begin + i * horizon, forecasts.get(i));
      for (int h = 0; h < horizon; h++) {
        int t = begin + i * horizon + h;
        error += Math.abs(target[t] - forecasts.get(i).mean()[h]);
        naive += Math.abs(target[t] - target[t - season]);
        for (int l = 0; l < inside.length; l++) {
          if (contains(given.get(l), h, target[t])) inside[l]++;
          if (contains(better.get(l), h, target[t])) corrected[l]++;
        }
        values++;
      }
    }
    result.put("mae", error / values);
    result.put("naiveMae", naive / values);
    result.put("coverage80", inside[0] / values);
    result.put("coverage95", inside[1] / values);
    result.put("corrected80", corrected[0] / values);
    result.put("corrected95", corrected[1] / values);
    if (model.description().method() instanceof TrainedEnsemble ensemble) {
      List<String> members = new ArrayList<>();
      for (var one : ensemble.members())
        members.add(
            String.format(Locale.ROOT, "%s %.3f %.2f", one.name(), one.loss(), one.weight()));
      result.put("members", String.join(", ", members));
      for (var decision : ensemble.plan())
        if (decision.decision().startsWith("covariate"))
          result.put(decision.decision(), decision.value() + ": " + decision.why());
    }
    System.out.println(Accuracy.object(result));
  }

  private static boolean contains(Forecast.Interval interval, int h, double value) {
    return interval.lower()[h] <= value && value <= interval.upper()[h];
  }

  private static Dataset read(
      String file, String time, ZoneId zone, String target, List<String> covariates)
      throws IOException {
    ReadingOptions options =
        new ReadingOptions(
            new NamedColumns(time, List.of(), List.of(target), covariates, List.of(), List.of()),
            null,
            null,
            zone,
            null,
            null,
            null,
            null,
            null,
            null,
            ReadingMemory.UNLIMITED);
    try (InputStream raw = new FileInputStream(file);
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return DatasetReader.csv(in, options).dataset();
    }
  }

  private static Model train(
      Dataset all,
      Series only,
      int begin,
      int horizon,
      String duration,
      String seed,
      boolean used,
      HolidayRegion holidays) {
    double[][] known = new double[only.values().length][];
    for (int c = 0; c < known.length; c++) known[c] = Arrays.copyOf(only.values()[c], begin);
    Dataset training =
        Accuracy.with(all, List.of(new Series(only.id(), only.start(), known)));
    EnsembleRequest ensemble =
        used ? null : new EnsembleRequest(null, null, null, null, null, null, null, List.of());
    AutoRequest request =
        new AutoRequest(horizon, Duration.parse(duration), null, Long.parseLong(seed), ensemble, holidays);
    int threads = Runtime.getRuntime().availableProcessors();
    return EnsembleFit.fit(training, "", request, threads, (_, _) -> {});
  }
}
