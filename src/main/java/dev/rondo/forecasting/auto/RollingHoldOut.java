package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// Forecasts that are held out of a first training: several origins at the end of each track that is long enough. They choose
/// and weight the members and calibrate the intervals.
///
/// @param cases held-out forecasts; those of a track follow each other
/// @param origins number of origins of a track
/// @param stride steps between two origins
/// @param horizon steps of each forecast
/// @param least steps that stay before the first origin of a track
record RollingHoldOut(List<TrackPast> cases, int origins, int stride, int horizon, int least) {
  private static final int FEW_TRACKS = 50;
  private static final int MOST_ORIGINS = 40;
  private static final double LARGEST_SHARE = 0.2;

  /// Largest number of cases, about.
  static final int MOST_CASES = 20_000;

  /// A few long tracks have many origins within their last fifth, many tracks have up to three origins a horizon apart. Tracks
  /// that would keep fewer steps than `least` have none.
  ///
  /// @param least steps that stay before the first origin
  /// @param request may give the origins and the stride
  static RollingHoldOut of(
      List<Track> tracks, Profile profile, int horizon, int least, EnsembleRequest request) {
    boolean few = profile.tracks() < FEW_TRACKS;
    int room = Math.max(horizon, profile.lower() - Math.max(least, 2 * horizon));
    int span =
        few ? Math.max(horizon, (int) Math.min(room, profile.lower() * LARGEST_SHARE)) : room;
    int origins =
        few
            ? Math.clamp(1 + 4L * (span - horizon) / horizon, 1, MOST_ORIGINS)
            : Math.clamp(span / horizon, 1, 3);
    if (request.origins() != null) origins = request.origins();
    else if (request.stride() != null)
      origins = Math.clamp(1 + (span - horizon) / request.stride(), 1, origins);
    int stride = few && origins > 1 ? Math.max(1, (span - horizon) / (origins - 1)) : horizon;
    if (request.stride() != null) stride = request.stride();
    List<TrackPast> cases = new ArrayList<>();
    int every = (int) Math.max(1, Math.ceilDiv((long) tracks.size() * origins, MOST_CASES));
    for (int i = 0; i < tracks.size(); i += every) {
      Track track = tracks.get(i);
      for (int k = origins - 1; k >= 0; k--) {
        int origin = track.end() - horizon - k * stride;
        if (origin - track.first() >= least && track.until(origin).length() > 0)
          cases.add(new TrackPast(track, origin));
      }
    }
    return new RollingHoldOut(List.copyOf(cases), origins, stride, horizon, least);
  }

  /// About how many of the chosen cases have no step in common.
  double separate(IntPredicate chosen) {
    double separate = 0;
    for (int c = 0; c < cases.size(); c++) {
      if (!chosen.test(c)) continue;
      boolean follows =
          c > 0
              && chosen.test(c - 1)
              && cases.get(c - 1).track().number() == cases.get(c).track().number();
      separate += follows ? Math.min(1, (double) stride / horizon) : 1;
    }
    return separate;
  }

  /// The part of each track that a first training may read: everything before the track's first held-out step.
  List<Track> training(List<Track> tracks) {
    int[] cuts = new int[tracks.size()];
    Arrays.fill(cuts, Integer.MAX_VALUE);
    for (TrackPast one : cases)
      cuts[one.track().number()] = Math.min(cuts[one.track().number()], one.origin());
    return tracks.stream().map(track -> track.until(cuts[track.number()])).toList();
  }
}
