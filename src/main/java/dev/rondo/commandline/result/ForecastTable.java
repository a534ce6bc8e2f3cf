package dev.rondo.commandline.result;

import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.series.Timeline;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Prints forecasts for people: a line of blocks and a table for each series.
public final class ForecastTable {
  private static final int MOST_SERIES = 10;
  private static final int WIDTH_OF_SPARKLINE = 72;

  private ForecastTable() {}

  public static void print(ForecastOutcome outcome, PrintStream out) {
    List<ForecastPicture> pictures = outcome.pictures();
    for (ForecastPicture picture : pictures.subList(0, Math.min(MOST_SERIES, pictures.size()))) {
      print(picture, outcome, out);
      out.println();
    }
    if (pictures.size() > MOST_SERIES)
      out.printf(
          "and %d more forecasts; --series selects some, --csv or --output prints all%n%n",
          pictures.size() - MOST_SERIES);
    for (ForecastOutcome.Unforecastable one : outcome.unforecastable())
      out.printf("The series '%s' has no forecast: %s.%n", one.seriesId(), one.problem());
    if (outcome.judged() != null) out.println(verdict(outcome.judged()));
  }

  private static void print(ForecastPicture picture, ForecastOutcome outcome, PrintStream out) {
    Forecast forecast = picture.forecast();
    out.println(heading(picture, outcome));
    if (picture.past().length > 0)
      out.println(Sparkline.of(picture.past(), forecast.mean(), WIDTH_OF_SPARKLINE));
    out.println();
    boolean timed = forecast.timestamps() != null;
    List<String> header = new ArrayList<>(List.of(timed ? "time" : "step", "forecast"));
    for (Interval interval : forecast.intervals()) {
      header.add(Figures.level(interval.level()) + " % from");
      header.add("to");
    }
    TextTable table = new TextTable(header);
    List<String> times =
        forecast.timestamps() == null
            ? Arrays.stream(forecast.steps()).mapToObj(Long::toString).toList()
            : StepTimes.of(forecast.timestamps());
    Figures figures = picture.figures();
    for (int h = 0; h < forecast.mean().length; h++) {
      List<String> row = new ArrayList<>(List.of(times.get(h), figures.text(forecast.mean()[h])));
      for (Interval interval : forecast.intervals()) {
        row.add(figures.text(interval.lower()[h]));
        row.add(figures.text(interval.upper()[h]));
      }
      table.add(row);
    }
    table.print(out);
  }

  private static String heading(ForecastPicture picture, ForecastOutcome outcome) {
    StringBuilder heading = new StringBuilder(picture.title(outcome));
    int known = picture.past().length;
    Timeline timeline = picture.timeline();
    if (known > 0)
      heading.append(": ").append(known).append(" steps of ").append(outcome.frequency());
    if (known > 0 && timeline != null) heading.append(" to ").append(last(timeline, known));
    if (picture.forecast().timestamps() != null)
      heading.append(", times in ").append(outcome.zone());
    return heading.toString();
  }

  private static String last(Timeline timeline, int steps) {
    String text = timeline.text(steps - 1L);
    return text.indexOf('T') < 0 ? text : StepTimes.of(List.of(text)).getFirst();
  }

  /// How good the model was on values that it had not seen.
  public static String verdict(Evaluation.Part judged) {
    String measured = measure(judged);
    @Nullable Double skill = judged.skill();
    if (skill == null)
      return "On held-out values%s, beside the baseline '%s'."
          .formatted(measured, judged.bestBaseline());
    return "On held-out values the error is %s %s that of the best baseline, '%s'%s."
        .formatted(
            Figures.percent(Math.abs(skill)),
            skill >= 0 ? "below" : "above",
            judged.bestBaseline(),
            measured);
  }

  private static String measure(Evaluation.Part judged) {
    Evaluation.@Nullable PerSeries perSeries = judged.model().perSeries();
    if (perSeries == null || perSeries.mase() == null) return "";
    return String.format(Locale.ROOT, " (MASE %.3f)", perSeries.mase());
  }
}
