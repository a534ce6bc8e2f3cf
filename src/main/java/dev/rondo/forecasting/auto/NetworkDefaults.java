package dev.rondo.forecasting.auto;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Gru;
import dev.rondo.forecasting.covariate.KnownInputs;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Completes segment networks: what a request leaves out is chosen from the data. Networks at different places of the list get
/// different lookbacks and bases, because then they err differently.
///
/// @param units of networks whose request gives none
/// @param segment of networks whose request gives neither a segment nor a lookback
/// @param windows number of windows in the data
/// @param effect of covariates that is taken out before networks forecast; null if there is none
record NetworkDefaults(
    Basis basis, Units units, int segment, long windows, AdjustmentChoice.@Nullable Found effect) {
  private static final int WIDTH = 64;
  private static final int LONGEST_SEGMENT = 48;
  private static final int LONGEST_LOOKBACK = 1000;

  /// Lookbacks of the networks in units of the usual one.
  private static final double[] LOOKBACKS = {1, 1.6, 3, 1};

  /// @param decisions receives the segment if a network needs it
  static NetworkDefaults of(
      Basis basis, Units units, AdjustmentChoice.@Nullable Found effect, Decisions decisions) {
    int segment = segment(basis, decisions);
    long windows = 0;
    for (Track track : basis.tracks())
      windows += Math.max(0, track.length() - basis.horizon() - segment);
    return new NetworkDefaults(basis, units, segment, windows, effect);
  }

  /// A season or a part of it; without a season, about a horizon.
  private static int segment(Basis basis, Decisions decisions) {
    int room = Math.max(1, (basis.profile().lower() - basis.horizon()) / 2);
    int period = basis.shortestPeriod();
    int segment = period;
    String why = "one season";
    if (period == 1) {
      segment = Math.clamp(basis.horizon(), 1, 24);
      why = "without a season, one horizon up to 24 steps";
    } else if (period > 24 && period % 4 == 0) {
      segment = period / 4;
      why = "a quarter of a season";
    }
    if (segment > LONGEST_SEGMENT) {
      segment = LONGEST_SEGMENT;
      why = "longest segment";
    }
    if (segment > room) {
      segment = room;
      why = "the series are short";
    }
    if (basis.ensemble().choosesOfNetworks(NetworkRequest::segment))
      decisions.add("segment", segment, why);
    return segment;
  }

  /// @param place of the network in the list
  NetworkChoice complete(NetworkRequest request, int place) {
    boolean seasonal = request.base() != null && request.base() > 0;
    Units own = seasonal && !units.hasBase() ? Units.LEVEL : units;
    KnownInputs known = known(place);
    // What an effect leaves may be negative.
    if (known != null && own == Units.LOG) own = Units.LEVEL;
    own = Objects.requireNonNullElse(request.units(), own);
    int length = segment(request);
    int lookback =
        request.lookback() == null
            ? Math.max(lookback(place, length), covering(request.base(), length))
            : request.lookback();
    int batch =
        Objects.requireNonNullElse(request.batchSize(), (int) Math.clamp(windows / 100, 32, 256));
    boolean fewLong = basis.fewLongTracks();
    int most = fewLong ? (int) (1600 * Math.sqrt(Math.min(1, 96.0 / basis.horizon()))) : 2500;
    int steps = (int) Math.clamp(windows / batch * 40, 300, Math.max(300, most));
    return new NetworkChoice(
        Objects.<Cell>requireNonNullElseGet(request.cell(), Gru::new),
        length,
        lookback,
        Objects.requireNonNullElse(request.base(), base(place, lookback, own)),
        own,
        Objects.requireNonNullElse(request.width(), WIDTH),
        batch,
        Objects.requireNonNullElse(request.steps(), steps),
        Objects.requireNonNullElse(request.learningRate(), fewLong ? 0.002 : 0.003),
        Objects.requireNonNullElse(request.skip(), true),
        Adjustment.allows(own) ? known : null);
  }

  /// What the network at a place reads of the horizon if it forecasts what a clear effect leaves, or if its place is even: the
  /// hold-out judges a weaker effect.
  private @Nullable KnownInputs known(int place) {
    return effect != null && (effect.clear() || place % 2 == 0) ? effect.known() : null;
  }

  /// The requested segment; otherwise the usual one, or the divisor of a requested lookback that is nearest to it.
  private int segment(NetworkRequest request) {
    if (request.segment() != null) return request.segment();
    if (request.lookback() == null) return segment;
    int nearest = 1;
    for (int length = 1; length <= request.lookback(); length++)
      if (request.lookback() % length == 0
          && Math.abs(length - segment) < Math.abs(nearest - segment)) nearest = length;
    return nearest;
  }

  private int lookback(int place, int length) {
    int longestPeriod = basis.longestPeriod();
    int horizon = basis.horizon();
    int cap = Math.max(length, Math.min(LONGEST_LOOKBACK, basis.profile().lower() - horizon));
    double wish =
        longestPeriod == 1
            ? 5.0 * length
            : Math.max(2.0 * longestPeriod, 1.25 * Math.max(horizon, longestPeriod));
    if (basis.fewLongTracks()) wish = Math.max(wish, 14.0 * length);
    double factor = LOOKBACKS[place % LOOKBACKS.length];
    int segments = (int) Math.max(1, Math.round(Math.min(cap, factor * wish) / length));
    while (segments > 1 && segments * length > cap) segments--;
    return segments * length;
  }

  /// The shortest lookback that holds a requested base.
  private static int covering(@Nullable Integer base, int length) {
    return base == null ? 0 : Math.ceilDiv(base, length) * length;
  }

  /// The closest season, the others and the last value in turn, as far as the window holds the seasons. The windows of long series
  /// hold many seasons, and the last one would bring its noise into all seasons of the horizon: there, the last value is the base,
  /// in turn with the longest of several seasons if that is the closest.
  private int base(int place, int lookback, Units own) {
    if (!own.hasBase()) return 0;
    if (basis.fewLongTracks()) {
      int longest = basis.longestPeriod();
      boolean seasons =
          basis.periods().confirmed().size() > 1 && longest == basis.periods().closest();
      return seasons && place % 2 != 0 && longest <= lookback ? longest : 0;
    }
    int closest = basis.periods().closest();
    List<Integer> seasons =
        basis.periods().confirmed().stream()
            .filter(season -> season <= lookback)
            .sorted(Comparator.comparing(season -> season != closest))
            .toList();
    int turn = place % (seasons.size() + 1);
    return turn < seasons.size() ? seasons.get(turn) : 0;
  }
}
