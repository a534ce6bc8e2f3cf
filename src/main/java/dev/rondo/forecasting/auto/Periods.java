package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.evaluation.SeasonFinder;
import dev.rondo.forecasting.series.Frequency;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The seasons of a dataset.
///
/// @param confirmed steps of the seasons that the values show, ascending
/// @param season steps of the season that seasonal members use, one of the confirmed ones if there are any; 1 for none
/// @param why reason of the choice
record Periods(List<Integer> confirmed, int season, String why) {
  private static final long HOUR = 3_600_000;

  /// Days of a week.
  private static final int DAYS = 7;

  private static final int MOST_TRACKS = 100;

  /// Seasons that a series needs to show one.
  private static final int SHOWN = 4;

  /// Samples from which on a season may be found in a share of them.
  private static final int PANEL = 20;

  private static final int MOST_STEPS = 20_000;

  static Periods of(List<Track> tracks, Frequency frequency, @Nullable Integer given) {
    if (given != null)
      return new Periods(given > 1 ? List.of(given) : List.of(), given, Decisions.REQUESTED);
    List<double[]> samples = samples(tracks);
    List<Integer> candidates = candidates(frequency);
    List<Integer> confirmed = new ArrayList<>(SeasonFinder.confirmed(samples, candidates));
    if (!confirmed.isEmpty())
      return new Periods(
          confirmed, closest(samples, confirmed), "season of the frequency that the values show");
    if (frequency.unit() == Frequency.Unit.STEP) {
      int found = SeasonFinder.search(samples);
      if (found > 1) {
        List<Integer> both = SeasonFinder.confirmed(samples, daysAndWeeks(found));
        List<Integer> seasons = both.isEmpty() ? List.of(found) : both;
        return new Periods(seasons, closest(samples, seasons), "found in the values");
      }
      int shared = samples.size() < PANEL ? 1 : SeasonShare.find(samples);
      if (shared > 1) return new Periods(List.of(shared), shared, "found in many of the series");
      return new Periods(List.of(), 1, "the values show no season");
    }
    int usual = frequency.season();
    if (usual == 1) return new Periods(List.of(), 1, "the frequency suggests no season");
    if (samples.size() >= PANEL && SeasonShare.shows(samples, usual))
      return new Periods(
          List.of(usual), usual, "season of the frequency that many of the series show");
    return new Periods(
        List.of(), usual, "that of the frequency, although the values do not confirm it");
  }

  /// The seasons that the part of the tracks before a hold-out shows. If every such part is shorter than four of the seasons of all
  /// values and shows none, those stay.
  Periods before(List<Track> training, Frequency frequency, @Nullable Integer given) {
    Periods before = of(training, frequency, given);
    if (!before.confirmed.isEmpty() || confirmed.isEmpty()) return before;
    int longest = training.stream().mapToInt(Track::length).max().orElse(0);
    return longest >= SHOWN * shortest()
        ? before
        : new Periods(
            confirmed, season, why + "; the part before the hold-out is too short to show one");
  }

  /// Steps of the confirmed season after which the values differ least; 1 for none.
  int closest() {
    return confirmed.isEmpty() ? 1 : season;
  }

  /// Of several seasons, the one after which the values differ least.
  private static int closest(List<double[]> samples, List<Integer> seasons) {
    int first = seasons.getFirst();
    int best = first;
    double least = Double.POSITIVE_INFINITY;
    for (int season : seasons) {
      double sum = 0;
      for (double[] sample : samples) {
        double usual = NaiveErrors.of(sample, first).meanAbsolute();
        double error = NaiveErrors.of(sample, season).meanAbsolute();
        sum += usual > 0 && error > 0 ? error / usual : 1;
      }
      if (sum >= least) continue;
      least = sum;
      best = season;
    }
    return best;
  }

  /// Steps of the shortest season, confirmed or that of the frequency; 1 for none.
  int shortest() {
    return confirmed.isEmpty() ? season : confirmed.getFirst();
  }

  /// The season that was found, with the seven times longer one, or the seven times shorter one: a day may have a week.
  private static List<Integer> daysAndWeeks(int found) {
    return found % DAYS == 0 && found > 2 * DAYS
        ? List.of(found / DAYS, found)
        : List.of(found, DAYS * found);
  }

  /// Seasons that a frequency suggests, ascending.
  private static List<Integer> candidates(Frequency frequency) {
    int usual = frequency.season();
    if (usual == 1) return List.of();
    List<Integer> candidates = new ArrayList<>(List.of(usual));
    switch (frequency.unit()) {
      case MILLISECOND -> {
        if (24 * HOUR % frequency.count() == 0) candidates.add(DAYS * usual);
      }
      case DAY -> {
        if (frequency.count() == 1) candidates.add(365);
      }
      default -> {}
    }
    return candidates;
  }

  /// The ends of up to 100 tracks, with missing values filled forward.
  private static List<double[]> samples(List<Track> tracks) {
    List<double[]> samples = new ArrayList<>();
    int every = Math.max(1, tracks.size() / MOST_TRACKS);
    for (int i = 0; i < tracks.size() && samples.size() < MOST_TRACKS; i += every) {
      Track track = tracks.get(i);
      if (track.length() < 8) continue;
      double[] values = new TrackPast(track, track.end()).values(MOST_STEPS);
      if (Double.isNaN(values[0])) values[0] = 0;
      for (int t = 1; t < values.length; t++)
        if (Double.isNaN(values[t])) values[t] = values[t - 1];
      samples.add(values);
    }
    return samples;
  }
}
