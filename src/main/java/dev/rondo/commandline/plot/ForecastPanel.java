package dev.rondo.commandline.plot;

import dev.rondo.commandline.plot.Canvas.Anchor;
import dev.rondo.commandline.result.Figures;
import dev.rondo.commandline.result.ForecastOutcome;
import dev.rondo.commandline.result.ForecastPicture;
import dev.rondo.commandline.result.StepTimes;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Timeline;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Draws the end of the history of one series, its forecast and its intervals with axes.
final class ForecastPanel {
  private static final int LEFT = 76;
  private static final int RIGHT = 20;
  private static final int TOP = 44;
  private static final int BOTTOM = 34;
  private static final int MOST_PAST = 400;
  private static final int LEAST_PAST = 60;
  private static final int PIXELS_OF_A_TIME = 150;
  private static final Color INK = new Color(0x22, 0x27, 0x2e);
  private static final Color FAINT = new Color(0x6a, 0x73, 0x7d);
  private static final Color GRID = new Color(0xe4, 0xe8, 0xec);
  private static final Color FORECAST = new Color(0x0b, 0x63, 0xb0);

  private final ForecastPicture picture;
  private final ForecastOutcome outcome;
  private final Canvas canvas;
  private final int width;
  private final int top;
  private final int height;
  private final double[] past;
  private final int ahead;
  private final double lowest;
  private final double highest;

  ForecastPanel(
      ForecastPicture picture,
      ForecastOutcome outcome,
      Canvas canvas,
      int width,
      int top,
      int height) {
    this.picture = picture;
    this.outcome = outcome;
    this.canvas = canvas;
    this.width = width;
    this.top = top;
    this.height = height;
    this.ahead = picture.forecast().mean().length;
    int shown = Math.min(picture.past().length, Math.clamp(3L * ahead, LEAST_PAST, MOST_PAST));
    this.past =
        Arrays.copyOfRange(picture.past(), picture.past().length - shown, picture.past().length);
    double[] all = values().filter(Double::isFinite).sorted().toArray();
    double low = all.length == 0 ? 0 : all[0];
    double high = all.length == 0 ? 1 : all[all.length - 1];
    double room = high > low ? 0.06 * (high - low) : Math.max(1, Math.abs(high) * 0.1);
    this.lowest = low - room;
    this.highest = high + room;
  }

  private DoubleStream values() {
    Forecast forecast = picture.forecast();
    DoubleStream bounds =
        forecast.intervals().stream()
            .flatMapToDouble(
                i -> DoubleStream.concat(Arrays.stream(i.lower()), Arrays.stream(i.upper())));
    return DoubleStream.concat(
        DoubleStream.concat(Arrays.stream(past), Arrays.stream(forecast.mean())), bounds);
  }

  void draw() {
    canvas.text(LEFT, top + 20, picture.title(outcome), Anchor.START, 14, INK);
    drawValueAxis();
    drawTimeAxis();
    Forecast forecast = picture.forecast();
    List<Interval> widestFirst =
        forecast.intervals().stream()
            .sorted(Comparator.comparingDouble(Interval::level).reversed())
            .toList();
    double[] x = IntStream.range(past.length, past.length + ahead).mapToDouble(this::x).toArray();
    int alpha = 40;
    for (Interval interval : widestFirst) {
      canvas.band(x, y(interval.lower()), y(interval.upper()), shade(alpha));
      alpha = Math.min(140, alpha + 45);
    }
    double[] before = IntStream.range(0, past.length).mapToDouble(this::x).toArray();
    canvas.line(before, y(past), INK, 1.3);
    canvas.line(joined(before, x), y(joined(past, forecast.mean())), FORECAST, 2);
    drawLegend(widestFirst);
  }

  private static Color shade(int alpha) {
    return new Color(FORECAST.getRed(), FORECAST.getGreen(), FORECAST.getBlue(), alpha);
  }

  /// The last element of one array, if there is one, before the elements of the other.
  private static double[] joined(double[] before, double[] after) {
    if (before.length == 0) return after;
    return DoubleStream.concat(DoubleStream.of(before[before.length - 1]), Arrays.stream(after))
        .toArray();
  }

  private void drawValueAxis() {
    Ticks ticks = Ticks.of(lowest, highest, 5);
    for (double value : ticks.values()) {
      double y = y(value);
      canvas.line(new double[] {LEFT, width - RIGHT}, new double[] {y, y}, GRID, 1);
      canvas.text(LEFT - 8, y + 4, ticks.text(value), Anchor.END, 11, FAINT);
    }
  }

  private void drawTimeAxis() {
    int steps = past.length + ahead;
    int most = Math.max(2, (width - LEFT - RIGHT) / PIXELS_OF_A_TIME);
    int apart = Math.max(1, Math.ceilDiv(steps, most));
    List<Integer> places =
        IntStream.iterate(apart / 2, step -> step < steps, step -> step + apart).boxed().toList();
    List<String> names = names(places);
    double base = top + height - BOTTOM;
    for (int i = 0; i < places.size(); i++) {
      double x = x(places.get(i));
      canvas.line(new double[] {x, x}, new double[] {base, base + 4}, FAINT, 1);
      canvas.text(x, base + 18, names.get(i), Anchor.MIDDLE, 11, FAINT);
    }
    canvas.line(new double[] {LEFT, width - RIGHT}, new double[] {base, base}, FAINT, 1);
  }

  private List<String> names(List<Integer> places) {
    long first = (long) picture.past().length - past.length;
    Timeline timeline = picture.timeline();
    if (timeline == null)
      return places.stream().map(place -> Integer.toString(place - past.length + 1)).toList();
    List<String> texts = places.stream().map(place -> timeline.text(first + place)).toList();
    boolean counted = timeline.axis().frequency().unit() == Frequency.Unit.STEP;
    return counted ? texts : StepTimes.of(texts);
  }

  private void drawLegend(List<Interval> intervals) {
    StringBuilder legend = new StringBuilder("forecast");
    for (Interval interval : intervals.reversed())
      legend.append(" · ").append(Figures.level(interval.level())).append(" %");
    if (picture.forecast().timestamps() != null)
      legend.append(" · times in ").append(outcome.zone());
    canvas.text(width - RIGHT, top + 20, legend.toString(), Anchor.END, 11, FORECAST);
  }

  private double x(int step) {
    int steps = past.length + ahead;
    double share = steps == 1 ? 0.5 : (double) step / (steps - 1);
    return LEFT + share * (width - LEFT - RIGHT);
  }

  private double y(double value) {
    double share = (value - lowest) / (highest - lowest);
    return top + height - BOTTOM - share * (height - TOP - BOTTOM);
  }

  private double[] y(double[] values) {
    return Arrays.stream(values).map(this::y).toArray();
  }
}
