package dev.rondo.forecasting.auto;

/// Finds the places of a season at which a track rests: it has been 0 there in so many seasons that chance does not explain it, as
/// the output of a solar plant at night.
final class RestingSteps {
  private static final int MOST_SEASONS = 30;

  /// Largest probability of the zeros at one place if the zeros were spread at random.
  private static final double CHANCE = 1e-4;

  private RestingSteps() {}

  /// @param season steps of a season
  /// @return `[season]`: whether the track rests so many steps after the origin
  static boolean[] of(TrackPast past, int season) {
    boolean[] rests = new boolean[season];
    int seasons = Math.min(MOST_SEASONS, (past.origin() - past.track().first()) / season);
    if (season == 1 || seasons < 2) return rests;
    double[] values = past.track().values();
    int from = past.origin() - seasons * season;
    int[] zeros = new int[season];
    int[] known = new int[season];
    int allZeros = 0;
    int allKnown = 0;
    for (int t = from; t < past.origin(); t++) {
      if (Double.isNaN(values[t])) continue;
      int place = (t - from) % season;
      known[place]++;
      allKnown++;
      if (values[t] != 0) continue;
      zeros[place]++;
      allZeros++;
    }
    if (allZeros == 0) return rests;
    double share = (double) allZeros / allKnown;
    for (int place = 0; place < season; place++)
      rests[place] = zeros[place] == known[place] && Math.pow(share, zeros[place]) < CHANCE;
    return rests;
  }
}
