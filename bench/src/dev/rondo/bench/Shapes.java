package dev.rondo.bench;

import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.member.LocalMember;
import dev.rondo.forecasting.member.LocalMembers;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Trains an automatic model on all but the last `origins * horizon` steps of each series of a file, forecasts a horizon from each
/// origin, and scores it beside simple and classical methods. Prints one line of JSON.
///
/// Arguments: file, horizon, origins, season of MASE, seasons of the data separated by commas, longest duration, seed. Series that
/// would keep fewer than three steps are only trained on.
public final class Shapes {
  private static final int LONGEST = 1000;
  private static final int BATCH = 64;

  /// Methods beside seasonal naive, which is scored with each season; the others use the first.
  private static final List<String> METHODS = List.of("naive", "drift", "mean", "theta", "ets", "tsb");

  private Shapes() {}

  /// What is known before an origin, and what came.
  private record Case(History history, double[] truth, NaiveErrors errors) {
    double[] recent() {
      double[] values = history.values()[0];
      return Arrays.copyOfRange(values, Math.max(0, history.steps() - LONGEST), history.steps());
    }
  }

  public static void main(String[] arguments) throws IOException {
    Dataset all = Accuracy.read(arguments[0]);
    int horizon = Integer.parseInt(arguments[1]);
    int origins = Integer.parseInt(arguments[2]);
    int season = Integer.parseInt(arguments[3]);
    int[] seasons = Arrays.stream(arguments[4].split(",")).mapToInt(Integer::parseInt).toArray();
    List<Series> training = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    for (Series series : all.series()) {
      double[] values = series.values()[0];
      int kept = values.length - horizon * origins;
      if (kept < 3) {
        training.add(series);
        continue;
      }
      training.add(
          new Series(series.id(), series.start(), new double[][] {Arrays.copyOf(values, kept)}));
      for (int origin = kept; origin < values.length; origin += horizon)
        cases.add(
            new Case(
                new History(series.id(), series.start(), new double[][] {values}).upTo(origin),
                Arrays.copyOfRange(values, origin, origin + horizon),
                NaiveErrors.of(values, 0, origin, season)));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("frequency", all.frequency().toString());
    result.put("data", "%d series, %d forecasts".formatted(all.series().size(), cases.size()));
    long started = System.nanoTime();
    Model model = Accuracy.train(Accuracy.with(all, training), horizon, arguments[5], arguments[6]);
    result.put("training", (System.nanoTime() - started) / 1e9);
    started = System.nanoTime();
    result.put("auto", Accuracy.object(auto(model, cases, horizon)));
    result.put("forecasting", (System.nanoTime() - started) / 1e9);
    for (int each : seasons)
      if (each > 1) add(result, "seasonal-naive", each, "seasonal naive " + each, cases, horizon);
    for (String name : METHODS) add(result, name, seasons[0], name, cases, horizon);
    describe(result, model);
    List<String> members = new ArrayList<>();
    result.forEach((name, value) -> members.add("\"%s\": %s".formatted(name, text(value))));
    System.out.println("{" + String.join(", ", members) + "}");
  }

  private static String text(Object value) {
    if (!(value instanceof String text)) return Accuracy.json(value);
    return text.startsWith("{") ? text : "\"" + text.replace("\"", "'").replace("\n", " ") + "\"";
  }

  private static Map<String, Object> auto(Model model, List<Case> cases, int horizon) {
    ServedModel served = ServedModel.of(model);
    PanelScores scores = new PanelScores();
    for (int from = 0; from < cases.size(); from += BATCH) {
      List<Case> batch = cases.subList(from, Math.min(cases.size(), from + BATCH));
      List<Forecast> forecasts =
          served.forecast(batch.stream().map(Case::history).toList(), horizon, List.of(80.0, 95.0));
      for (int i = 0; i < batch.size(); i++)
        scores.add(
            forecasts.get(i).mean(),
            forecasts.get(i).intervals(),
            batch.get(i).truth,
            batch.get(i).errors);
    }
    return scores.figures();
  }

  private static void add(
      Map<String, Object> result,
      String method,
      int season,
      String name,
      List<Case> cases,
      int horizon) {
    LocalMember member = LocalMembers.find(method).orElseThrow();
    PanelScores scores = new PanelScores();
    double[] forecast = new double[horizon];
    for (Case one : cases) {
      double[] past =
          method.contains("naive") && season > LONGEST / 2
              ? Arrays.copyOf(one.history.values()[0], one.history.steps())
              : one.recent();
      member.forecast(past, season, forecast);
      scores.add(forecast, List.of(), one.truth, one.errors);
    }
    result.put(name, Accuracy.object(scores.figures()));
  }

  private static void describe(Map<String, Object> result, Model model) {
    if (!(model.description().method() instanceof TrainedEnsemble trained)) return;
    List<String> weights = new ArrayList<>();
    trained
        .ensemble()
        .members()
        .forEach(
            one ->
                weights.add(
                    String.format(Locale.ROOT, "%s %.2f", one.member().name(), one.weight())));
    result.put("members", String.join(", ", weights));
    List<String> losses = new ArrayList<>();
    for (var one : trained.members())
      losses.add(String.format(Locale.ROOT, "%s %.3f", one.name(), one.loss()));
    result.put("losses", String.join(", ", losses));
    List<String> plan = new ArrayList<>();
    for (Decision one : trained.plan())
      plan.add("%s: %s (%s)".formatted(one.decision(), one.value(), one.why()));
    result.put("plan", String.join("; ", plan));
    var evaluation = Objects.requireNonNull(model.description().evaluation());
    result.put("warnings", String.join(" ", evaluation.warnings()));
  }
}
