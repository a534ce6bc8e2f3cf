package dev.rondo.forecasting.auto;

import dev.rondo.engine.cell.Gru;
import dev.rondo.forecasting.series.Frequency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Chooses windows, units, members and their budget from the profile of the training part, without looking at any forecast. The
/// choices depend on the data and the request only, not on the machine, so that the same request gives the same model.
final class Planner {
  /// Quantiles of a segment network.
  static final List<Double> QUANTILES = List.of(0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975);

  /// Place of the median among [#QUANTILES].
  static final int MEDIAN = QUANTILES.indexOf(0.5);

  /// Operations that one core does in a second, as assumed for the budget.
  private static final double OPERATIONS_PER_SECOND = 35e9;

  /// Cores that the budget assumes.
  private static final int CORES = 2;

  /// Share of the longest duration that networks may take; the rest is for other members, evaluation and writing.
  private static final double NETWORK_SHARE = 0.7;

  private static final int LONGEST_SEGMENT = 48;
  private static final int LONGEST_LOOKBACK = 1000;
  private static final int FEW_TRACKS = 50;
  private static final int LONG_TRACK = 5000;
  private static final int LONGEST_LOCAL = 3000;
  private static final int LONGEST_RIDGE = 720;
  private static final int MANY_TRACKS = 10_000;
  private static final int MOST_NETWORKS = 4;

  /// Fewest windows that a network is trained on, also before the hold-out.
  private static final int LEAST_WINDOWS = 200;

  private final List<Track> tracks;
  private final Profile profile;
  private final AutoRequest request;
  private final int horizon;
  private final List<Decision> decisions = new ArrayList<>();

  private Planner(List<Track> tracks, AutoRequest request, int horizon) {
    this.tracks = tracks;
    this.profile = Profile.of(tracks);
    this.request = request;
    this.horizon = horizon;
  }

  /// @param usualHorizon the horizon if none is requested
  static AutoPlan plan(
      List<Track> tracks, Frequency frequency, AutoRequest request, int usualHorizon) {
    int horizon = request.horizon() == null ? usualHorizon : request.horizon();
    return new Planner(tracks, request, horizon).plan(frequency);
  }

  private AutoPlan plan(Frequency frequency) {
    decide("data", described(), "observed values of all targets");
    decide(
        "horizon",
        horizon,
        request.horizon() == null ? "usual for the frequency and the lengths" : "requested");
    Periods periods = Periods.of(tracks, frequency, request.season());
    decide("season", periods.season(), periods.why());
    Units units = Units.of(profile);
    decide("units", units.name().toLowerCase(Locale.ROOT), Units.why(profile));
    int segment = segment(periods);
    RollingHoldOut holdOut = RollingHoldOut.of(tracks, profile, horizon, leastTraining(periods));
    decide(
        "hold-out",
        "%d forecasts".formatted(holdOut.cases().size()),
        holdOut.cases().isEmpty()
            ? "no series has enough values before a held-out horizon"
            : "up to %d origins of each series, %d steps apart, choose the members and calibrate the intervals"
                .formatted(holdOut.origins(), holdOut.stride()));
    List<NetworkChoice> networks = networks(periods, units, segment, holdOut);
    List<String> locals = locals(periods);
    List<MemberSpec.Ridge> ridges = ridges(periods, units);
    return new AutoPlan(
        horizon,
        periods.season(),
        periods.season() < profile.lower() / 2 ? periods.season() : 1,
        profile.nonNegative() ? 0 : Double.NEGATIVE_INFINITY,
        networks,
        ridges,
        locals,
        holdOut,
        decisions);
  }

  private void decide(String decision, Object value, String why) {
    decisions.add(new Decision(decision, value.toString(), why));
  }

  private String described() {
    return "%d series, %d values, lengths %d (lower quartile) to %d, %.1f %% missing, %.1f %% zeros"
        .formatted(
            profile.tracks(),
            profile.values(),
            profile.lower(),
            profile.longest(),
            100 * profile.missing(),
            100 * profile.zeros());
  }

  /// Steps that a track keeps before its first held-out origin.
  private int leastTraining(Periods periods) {
    int season = periods.season() <= profile.lower() / 3 ? periods.season() : 1;
    return Math.max(Math.min(horizon, profile.lower() / 2), Math.max(2, season));
  }

  /// A season or a part of it; without a season, about a horizon.
  private int segment(Periods periods) {
    int room = Math.max(1, (profile.lower() - horizon) / 2);
    int period = periods.confirmed().isEmpty() ? 1 : periods.confirmed().getFirst();
    int segment = period;
    String why = "one season";
    if (period == 1) {
      segment = Math.clamp(horizon, 1, 24);
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
    decide("segment", segment, why);
    return segment;
  }

  private List<NetworkChoice> networks(
      Periods periods, Units units, int segment, RollingHoldOut holdOut) {
    long windows = 0;
    for (Track track : tracks) windows += Math.max(0, track.length() - horizon - segment);
    long before = 0;
    for (Track track : holdOut.training(tracks)) before += Math.max(0, track.length() - horizon);
    if (Math.min(windows, before) < LEAST_WINDOWS) {
      decide("networks", 0, "only %d windows to learn from".formatted(Math.min(windows, before)));
      return List.of();
    }
    boolean fewLong = profile.tracks() < FEW_TRACKS && profile.lower() >= LONG_TRACK;
    int width = 64;
    int batch = (int) Math.clamp(windows / 100, 32, 256);
    double rate = fewLong ? 0.002 : 0.003;
    int most = fewLong ? (int) (1600 * Math.sqrt(Math.min(1, 96.0 / horizon))) : 2500;
    int steps = (int) Math.clamp(windows / batch * 40, 300, Math.max(300, most));
    List<NetworkChoice> wishes = new ArrayList<>();
    int[] lookbacks = lookbacks(periods, segment, fewLong);
    List<Integer> bases = bases(periods, units, fewLong);
    for (int i = 0; i < lookbacks.length; i++) {
      int wish = bases.get(i % bases.size());
      int base = wish <= lookbacks[i] ? wish : 0;
      wishes.add(
          new NetworkChoice(
              new Gru(), segment, lookbacks[i], base, units, width, batch, steps, rate, true));
    }
    return affordable(wishes);
  }

  /// Bases of the networks, which take turns. A long series shows its seasons within the lookback, and one last season would bring
  /// its noise into each season of the horizon; the last season of a short one is the best base.
  private static List<Integer> bases(Periods periods, Units units, boolean fewLong) {
    List<Integer> confirmed = periods.confirmed();
    if (confirmed.isEmpty() || units == Units.COUNT) return List.of(0);
    if (!fewLong) return List.of(confirmed.getFirst(), 0);
    return confirmed.size() > 1 ? List.of(0, confirmed.getLast()) : List.of(0);
  }

  /// Lookbacks of the networks, the first wish first.
  private int[] lookbacks(Periods periods, int segment, boolean fewLong) {
    int longestPeriod = periods.confirmed().isEmpty() ? 1 : periods.confirmed().getLast();
    int cap = Math.max(segment, Math.min(LONGEST_LOOKBACK, profile.lower() - horizon));
    double wish =
        periods.confirmed().isEmpty()
            ? 5.0 * segment
            : Math.max(2.0 * longestPeriod, 1.25 * Math.max(horizon, longestPeriod));
    if (fewLong) wish = Math.max(wish, 14.0 * segment);
    double[] factors = {1, 1.6, 3, 1};
    int[] lookbacks = new int[factors.length];
    for (int i = 0; i < factors.length; i++) {
      int segments = (int) Math.max(1, Math.round(Math.min(cap, factors[i] * wish) / segment));
      while (segments > 1 && segments * segment > cap) segments--;
      lookbacks[i] = segments * segment;
    }
    return lookbacks;
  }

  /// As many of the wishes as the duration allows, trained twice: before and after the hold-out.
  private List<NetworkChoice> affordable(List<NetworkChoice> wishes) {
    double seconds = NETWORK_SHARE * CORES * request.longest().toMillis() / 1000.0;
    List<NetworkChoice> chosen = new ArrayList<>();
    double taken = 0;
    for (NetworkChoice wish : wishes) {
      if (chosen.size() == MOST_NETWORKS) break;
      double cost = 2 * seconds(wish);
      if (taken + cost > seconds) continue;
      taken += cost;
      chosen.add(wish);
    }
    if (chosen.isEmpty()) {
      NetworkChoice first = wishes.getFirst();
      int steps = (int) (first.steps() * seconds / (2 * seconds(first)));
      if (steps < 50) {
        decide("networks", 0, "%s leave no time to train one".formatted(request.longest()));
        return List.of();
      }
      chosen.add(first.withSteps(steps));
    }
    decide(
        "networks",
        chosen.size(),
        "%s within %s; each is trained before and after the hold-out"
            .formatted(
                String.join(", ", chosen.stream().map(NetworkChoice::name).toList()),
                request.longest()));
    return List.copyOf(chosen);
  }

  private double seconds(NetworkChoice choice) {
    return choice.steps() * choice.operations(horizon, QUANTILES.size()) / OPERATIONS_PER_SECOND;
  }

  private List<String> locals(Periods periods) {
    List<String> locals = new ArrayList<>(List.of("naive", "drift"));
    if (periods.season() > 1) locals.add("seasonal-naive");
    if (profile.intermittent()) {
      locals.addAll(List.of("mean", "croston", "sba", "tsb"));
      decide("methods", String.join(", ", locals), "many values are 0");
    } else if (profile.lower() > LONGEST_LOCAL || profile.tracks() > MANY_TRACKS) {
      String why = profile.tracks() > MANY_TRACKS ? "there are many series" : "the series are long";
      decide("methods", String.join(", ", locals), why + ": others would take too long");
    } else {
      locals.addAll(List.of("theta", "dynamic-theta", "ets", "comb"));
      if (periods.season() > 1) locals.addAll(List.of("holt-winters-additive", "level-and-shape"));

      decide("methods", String.join(", ", locals), "each is fitted to every series alone");
    }
    return locals;
  }

  private List<MemberSpec.Ridge> ridges(Periods periods, Units units) {
    int season = periods.confirmed().isEmpty() ? 1 : periods.confirmed().getLast();
    int wish = Math.max(3 * horizon, 2 * season);
    if (profile.lower() >= LONG_TRACK) wish = Math.max(wish, 336);
    int lookback = Math.min(wish, Math.min(LONGEST_RIDGE, (profile.lower() - horizon) / 2));
    if (profile.intermittent() || lookback < 2) {
      decide("ridge", "none", lookback < 2 ? "the series are short" : "many values are 0");
      return List.of();
    }
    boolean scaled = units != Units.SPREAD;
    List<MemberSpec.Ridge> ridges = new ArrayList<>();
    ridges.add(new MemberSpec.Ridge(lookback, 1, scaled));
    int shortest = periods.confirmed().isEmpty() ? 1 : periods.confirmed().getFirst();
    if (shortest > 1 && shortest <= lookback && profile.lower() < LONG_TRACK)
      ridges.add(new MemberSpec.Ridge(lookback, shortest, scaled));
    decide("ridge", lookback, "steps that a linear map reads, the same for all series");
    return ridges;
  }
}
