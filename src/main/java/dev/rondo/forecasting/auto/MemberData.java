package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.Effect;
import dev.rondo.forecasting.covariate.EffectFit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What members are fitted to.
///
/// @param effect of the covariates, fitted to the tracks; null if no member is adjusted
/// @param rest the tracks without the effect; empty if no member is adjusted
record MemberData(List<Track> tracks, @Nullable Effect effect, List<Track> rest) {
  static MemberData of(List<Track> tracks, @Nullable Adjustment adjustment) {
    if (adjustment == null) return new MemberData(tracks, null, List.of());
    Effect effect =
        EffectFit.fit(Track.samples(tracks, adjustment.effect().scaled()), adjustment.effect());
    return new MemberData(
        tracks, effect, tracks.stream().map(track -> without(track, effect)).toList());
  }

  private static Track without(Track track, Effect effect) {
    if (track.length() == 0) return track;
    double[] rest = track.without(effect, track.first(), track.end(), track.end());
    double[] values = new double[track.end()];
    Arrays.fill(values, Double.NaN);
    System.arraycopy(rest, 0, values, track.first(), rest.length);
    return new Track(track.number(), values, track.first(), track.end(), track.ahead());
  }
}
