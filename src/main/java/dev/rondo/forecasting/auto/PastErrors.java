package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.member.LocalMember;
import dev.rondo.forecasting.member.SimpleMember;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The errors that a method without a fit made at earlier origins of some histories, from which the distribution around its next
/// forecasts follows.
///
/// An error is divided by the scale of its history, so that errors of all series are compared. [ErrorRatios] says how they become
/// quantiles.
public final class PastErrors {
  /// Largest number of histories that [#of] needs; more only take time.
  public static final int MOST_HISTORIES = 200;

  private static final int MOST_CASES = 600;

  /// Largest number of cases of a method that fits parameters to each past.
  private static final int MOST_FITTED_CASES = 200;

  private static final int MOST_ORIGINS = 40;
  private static final int LEAST_STEPS = 3;

  /// Steps of the past that a forecast reads, unless the method is a simple one; the time of others grows faster than the past.
  private static final int LONGEST = 1000;

  /// Largest scale, so that every bound is a finite number.
  private static final double LARGEST_SCALE = 1e300;

  private final Method method;
  private final ErrorRatios ratios;
  private final double share;

  /// A method and the forecasts that are asked of it.
  ///
  /// @param period steps of a season of the forecasts; 1 for none
  /// @param lag of the differences whose mean size is the scale of a history
  public record Method(LocalMember member, int period, int lag, int horizon) {}

  /// A forecast from an earlier origin, beside what came.
  @SuppressWarnings("ArrayRecordComponent")
  private record Case(Sizes past, double[] truth, double[] forecast) {}

  /// How large the values and changes of a history are.
  ///
  /// @param change mean size of a change over the lag, or over a step; NaN if there is none
  /// @param level mean size of a value
  private record Sizes(double change, double level) {
    static Sizes of(double[] values, int to, int lag) {
      double change = NaiveErrors.of(values, 0, to, lag).meanAbsolute();
      if (Double.isNaN(change)) change = NaiveErrors.of(values, 0, to, 1).meanAbsolute();
      double level =
          Arrays.stream(values, 0, to).filter(Double::isFinite).map(Math::abs).average().orElse(0);
      return new Sizes(change, level);
    }

    /// The unit of the errors: the change; of a history without any, the usual change of values of its size.
    ///
    /// @param share usual size of a change, as a share of the level
    double scale(double share) {
      return Math.min(LARGEST_SCALE, Double.isNaN(change) ? share * level : change);
    }
  }

  private PastErrors(Method method, ErrorRatios ratios, double share) {
    this.method = method;
    this.ratios = ratios;
    this.share = share;
  }

  /// The errors at up to 40 origins of each history, up to 600 in all, or 200 of a method that fits parameters to each past. The last origin leaves a horizon, the others are at most a
  /// horizon apart. Empty if no history is longer than the horizon.
  ///
  /// @param histories `[steps]` each; NaN is missing; not changed
  /// @param threads largest number of threads; the result does not depend on it
  /// @param working called before each history; it may throw to end the work
  public static Optional<PastErrors> of(
      Method method, List<double[]> histories, int threads, Runnable working) {
    int all = method.member instanceof SimpleMember ? MOST_CASES : MOST_FITTED_CASES;
    int most = Math.clamp(all / Math.max(1, histories.size()), 1, MOST_ORIGINS);
    List<Callable<List<Case>>> tasks = new ArrayList<>();
    for (double[] history : histories) {
      tasks.add(() -> {
        working.run();
        return cases(method, history, most);
      });
    }
    List<Case> cases;
    try (Workers workers = new Workers(threads)) {
      cases = workers.all(tasks).stream().flatMap(List::stream).toList();
    }
    double share = usualShare(cases);
    ErrorRatios.Collector errors = new ErrorRatios.Collector(method.horizon);
    for (Case one : cases)
      errors.add(one.truth, one.forecast, spread(one.past.scale(share), method.horizon));
    ErrorRatios ratios = errors.ratios(1);
    return ratios.isEmpty() ? Optional.empty() : Optional.of(new PastErrors(method, ratios, share));
  }

  /// Largest number of bytes of [#of], beside the histories.
  public static long bytes(int horizon, int histories) {
    // The forecast and the truth, the ratio, and the ratio as an object in a list.
    long value = 2 * Double.BYTES + Float.BYTES + 24;
    return (long) Math.max(MOST_CASES, histories) * horizon * value;
  }

  private static List<Case> cases(Method method, double[] history, int most) {
    Track track = Track.of(0, history, null);
    int last = track.end() - method.horizon;
    int room = last - track.first() - Math.max(LEAST_STEPS, method.period + 1);
    int apart = Math.clamp(room / Math.max(1, most - 1), 1, method.horizon);
    int count = room < 0 ? 1 : Math.min(most, room / apart + 1);
    int longest = method.member instanceof SimpleMember ? Integer.MAX_VALUE : LONGEST;
    List<Case> cases = new ArrayList<>();
    for (int k = count - 1; k >= 0; k--) {
      int origin = last - k * apart;
      if (origin <= track.first()) continue;
      double[] forecast = new double[method.horizon];
      double[] past = new TrackPast(track, origin).values(longest);
      method.member.forecast(past, method.period, forecast);
      double[] truth = Arrays.copyOfRange(history, origin, origin + method.horizon);
      cases.add(new Case(Sizes.of(history, origin, method.lag), truth, forecast));
    }
    return cases;
  }

  /// The median size of a change as a share of the level; 0 if nothing changes.
  private static double usualShare(List<Case> cases) {
    double[] shares =
        cases.stream()
            .mapToDouble(one -> one.past.change / one.past.level)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return shares.length == 0 ? 0 : shares[shares.length / 2];
  }

  private static ErrorSpread spread(double scale, int horizon) {
    double[] sizes = new double[horizon];
    Arrays.fill(sizes, scale);
    return new ErrorSpread(sizes, sizes);
  }

  /// The distribution around a forecast of the method.
  ///
  /// @param forecast `[horizon]`
  /// @param history what the forecast was made from
  /// @param lowest the support of the values: no quantile is below it
  public Distribution around(double[] forecast, double[] history, double lowest) {
    double scale = Sizes.of(history, history.length, method.lag).scale(share);
    ErrorSpread spread = spread(scale, method.horizon);
    return new Distribution(
        forecast, spread.above(), spread.below(), lowest, ratios, method.horizon);
  }
}
