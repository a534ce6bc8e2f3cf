package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.evaluation.NaiveErrors;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The errors of one candidate. A unit is one target of one series.
///
/// The errors of an origin count once [#keep] has been called, so that a backtest that ends within an origin has errors of whole
/// origins only.
final class CandidateScores {
  /// With fewer units, differences are paired over the origins.
  static final int FEW_UNITS = 10;

  private static final int MOST_FAILURES = 20;

  /// A series that a candidate could not forecast.
  ///
  /// @param origin number of the origin, from 0
  record Failure(int series, int origin, String problem) {}

  final String name;
  private final int targets;
  private final List<Double> levels;
  private final @Nullable Scores[] units; // [series * targets]
  private final @Nullable Scores[] unitsOfOrigin; // [series * targets], of the present origin
  private final boolean[] failed; // [series]
  private final Scores[] steps; // [horizon]
  private final Scores[] stepsOfOrigin; // [horizon], of the present origin
  private final Scores[][] origins; // [origins][units], empty with many units
  private final List<Failure> failures = new ArrayList<>();
  private int failureCount;
  private int keptOrigins;
  private boolean intervals = true;
  private @Nullable String problem;

  CandidateScores(String name, int series, int targets, int origins, BacktestSpec spec) {
    this.name = name;
    this.targets = targets;
    this.levels = spec.levels();
    this.units = new @Nullable Scores[series * targets];
    this.unitsOfOrigin = new @Nullable Scores[series * targets];
    this.failed = new boolean[series];
    this.steps = made(spec.horizon());
    this.stepsOfOrigin = made(spec.horizon());
    boolean few = series * targets < FEW_UNITS;
    this.origins = new Scores[few ? origins : 0][];
    for (int k = 0; k < this.origins.length; k++) this.origins[k] = made(series * targets);
  }

  private Scores[] made(int count) {
    Scores[] scores = new Scores[count];
    for (int i = 0; i < count; i++) scores[i] = new Scores(levels);
    return scores;
  }

  /// Largest number of bytes of the errors of one candidate.
  static long bytes(long units, int origins, int horizon, int levels) {
    long byOrigin = units < FEW_UNITS ? origins * units : 0;
    // The sums of all kept origins, and those of the present one.
    return (2 * (units + horizon) + byOrigin) * Scores.bytes(levels) + units;
  }

  /// @param history errors of the seasonal naive forecast before the origin
  void add(int origin, OriginForecast forecast, NaiveErrors history) {
    int unit = forecast.series() * targets + forecast.target();
    Scores scores = unitsOfOrigin[unit];
    if (scores == null) unitsOfOrigin[unit] = scores = new Scores(levels);
    if (forecast.bounds() == null) intervals = false;
    for (int h = 0; h < steps.length; h++) {
      scores.add(forecast, h, history);
      stepsOfOrigin[h].add(forecast, h, history);
      if (origins.length > 0) origins[origin][unit].add(forecast, h, history);
    }
  }

  /// Ends an origin: its errors count.
  void keep() {
    for (int u = 0; u < units.length; u++) {
      Scores latest = unitsOfOrigin[u];
      if (latest == null) continue;
      Scores sum = units[u];
      if (sum == null) units[u] = sum = new Scores(levels);
      sum.take(latest);
    }
    for (int h = 0; h < steps.length; h++) steps[h].take(stepsOfOrigin[h]);
    keptOrigins++;
  }

  /// Writes the errors of some series at the present origin, what all series have added to the steps so far, and all failures,
  /// before [#keep]; [#read] reads them.
  ///
  /// @param from number of the first series
  /// @param until number after the last series
  void write(DataOutputStream out, int from, int until) throws IOException {
    out.writeBoolean(intervals);
    out.writeBoolean(problem != null);
    if (problem != null) writeText(out, problem);
    out.writeInt(failureCount);
    out.writeInt(failures.size());
    for (Failure one : failures) {
      out.writeInt(one.series());
      out.writeInt(one.origin());
      writeText(out, one.problem());
    }
    out.writeInt(from);
    out.writeInt(until);
    for (int s = from; s < until; s++) out.writeBoolean(failed[s]);
    for (Scores one : stepsOfOrigin) one.write(out);
    for (int u = from * targets; u < until * targets; u++) {
      Scores one = unitsOfOrigin[u];
      if (one == null || one.isEmpty()) continue;
      out.writeInt(u);
      one.write(out);
    }
    out.writeInt(-1);
  }

  /// Takes what an earlier attempt has written of an origin, before [#keep].
  void read(DataInputStream in, int origin) throws IOException {
    intervals = in.readBoolean();
    problem = in.readBoolean() ? readText(in) : null;
    failureCount = in.readInt();
    failures.clear();
    for (int left = in.readInt(); left > 0; left--)
      failures.add(new Failure(in.readInt(), in.readInt(), readText(in)));
    if (problem != null) Arrays.fill(failed, true);
    int from = in.readInt();
    int until = in.readInt();
    for (int s = from; s < until; s++) failed[s] = in.readBoolean();
    for (Scores one : stepsOfOrigin) one.read(in);
    for (int u = in.readInt(); u >= 0; u = in.readInt()) {
      Scores scores = new Scores(levels);
      scores.read(in);
      unitsOfOrigin[u] = scores;
      if (origins.length > 0) origins[origin][u].add(scores);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  /// From now on the series is not scored, so that candidates are compared on the same forecasts.
  void fail(int series, int origin, String reason) {
    failed[series] = true;
    failureCount++;
    if (failures.size() < MOST_FAILURES) failures.add(new Failure(series, origin, reason));
  }

  /// The candidate as a whole cannot go on.
  void fail(String reason) {
    problem = reason;
    Arrays.fill(failed, true);
  }

  @Nullable String problem() {
    return problem;
  }

  List<Failure> failures() {
    return failures;
  }

  int failureCount() {
    return failureCount;
  }

  /// Whether each forecast had intervals.
  boolean hasIntervals() {
    return intervals;
  }

  int unitCount() {
    return units.length;
  }

  boolean isScored(int unit) {
    Scores scores = units[unit];
    return scores != null && !failed[unit / targets] && !scores.isEmpty();
  }

  long scoredUnits() {
    long count = 0;
    for (int u = 0; u < units.length; u++) if (isScored(u)) count++;
    return count;
  }

  /// The measures of a scored unit.
  ErrorMeasures unit(int unit) {
    Scores scores = units[unit];
    return measures(scores == null ? new Scores(levels) : scores);
  }

  ErrorMeasures step(int h) {
    return measures(steps[h]);
  }

  /// Measures of quantiles only if all forecasts have them, so that candidates are compared on the same forecasts.
  private ErrorMeasures measures(Scores scores) {
    return intervals ? scores.measures() : scores.measures().withoutQuantiles();
  }

  /// Whether the errors of each origin are kept.
  boolean hasOrigins() {
    return origins.length > 0;
  }

  /// Number of origins that were kept.
  int originCount() {
    return keptOrigins;
  }

  ErrorMeasures origin(int origin, int unit) {
    return measures(origins[origin][unit]);
  }

  /// The measures of some units together.
  ErrorMeasures over(List<Integer> some) {
    Scores pooled = new Scores(levels);
    List<ErrorMeasures> series = new ArrayList<>();
    for (int unit : some) {
      Scores scores = units[unit];
      if (scores == null) continue;
      pooled.add(scores);
      series.add(measures(scores));
    }
    return measures(pooled).withMeansOver(series);
  }
}
