package dev.rondo.bench;

import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.evaluation.PointErrors;
import dev.rondo.forecasting.member.LocalMember;
import dev.rondo.forecasting.member.LocalMembers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/// What each local member reaches on a public set of series: means over the series, one line per member.
/// Arguments: training file, test file, period, season of MASE, horizon (0: that of each test series), whether the test part is
/// scored (otherwise the last horizon of the training part), names of members (none: all).
public class Members {
  /// @param history what a member sees
  /// @param truth what follows
  record Task(double[] history, double[] truth) {}

  /// @param seconds of all series on one thread
  record Row(String name, double smape, double mase, double seconds) {}

  public static void main(String[] arguments) throws IOException {
    Map<String, double[]> training = read(Path.of(arguments[0]));
    Map<String, double[]> test = read(Path.of(arguments[1]));
    int period = Integer.parseInt(arguments[2]);
    int season = Integer.parseInt(arguments[3]);
    boolean scoresTest = Boolean.parseBoolean(arguments[4]);
    List<String> names = List.of(arguments).subList(5, arguments.length);
    List<Task> tasks = new ArrayList<>();
    training.forEach((id, values) -> {
      double[] truth = test.get(id);
      int cut = values.length - truth.length;
      if (scoresTest) tasks.add(new Task(values, truth));
      else if (cut > 0)
        tasks.add(new Task(Arrays.copyOf(values, cut), Arrays.copyOfRange(values, cut, values.length)));
    });
    System.out.printf("%d series%n", tasks.size());
    for (LocalMember member : LocalMembers.all()) {
      if (!names.isEmpty() && !names.contains(member.name())) continue;
      Row row = score(member, tasks, period, season);
      System.out.printf(
          Locale.ROOT, "| %s | %.3f | %.4f | %.2f |%n", row.name, row.smape, row.mase, row.seconds);
    }
  }

  private static Row score(LocalMember member, List<Task> tasks, int period, int season) {
    long start = System.nanoTime();
    double[][] forecasts =
        tasks.stream()
            .map(task -> {
              double[] forecast = new double[task.truth.length];
              member.forecast(task.history, period, forecast);
              return forecast;
            })
            .toArray(double[][]::new);
    double seconds = (System.nanoTime() - start) / 1e9;
    double smape =
        IntStream.range(0, forecasts.length)
            .mapToDouble(i -> PointErrors.smape(tasks.get(i).truth, forecasts[i]))
            .average()
            .orElse(Double.NaN);
    double mase =
        IntStream.range(0, forecasts.length)
            .mapToDouble(i ->
                PointErrors.mase(
                    tasks.get(i).truth, forecasts[i], NaiveErrors.of(tasks.get(i).history, season)))
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    return new Row(member.name(), smape, mase, seconds);
  }

  private static Map<String, double[]> read(Path file) throws IOException {
    Map<String, List<Double>> rows = new LinkedHashMap<>();
    try (var lines =
        new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file))))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        double value = cells[2].isEmpty() ? Double.NaN : Double.parseDouble(cells[2]);
        rows.computeIfAbsent(cells[0], _ -> new ArrayList<>()).add(value);
      }
    }
    Map<String, double[]> series = new LinkedHashMap<>();
    rows.forEach((id, values) ->
        series.put(id, values.stream().mapToDouble(Double::doubleValue).toArray()));
    return series;
  }
}
