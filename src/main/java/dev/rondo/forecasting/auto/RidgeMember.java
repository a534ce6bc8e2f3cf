package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.member.RidgeFit;
import dev.rondo.forecasting.member.RidgeSpec;
import dev.rondo.forecasting.scaling.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A ridge that is pooled over all tracks.
///
/// @param holdOut last steps of each track, on which the penalty is chosen
/// @param products of two numbers that a fit takes, about; more windows are not used
record RidgeMember(MemberSpec.Ridge spec, int horizon, int holdOut, double products)
    implements Member {
  @Override
  public Fitted fit(List<Track> tracks, AutoProgress progress, BooleanSupplier stop) {
    List<double[]> series = new ArrayList<>(tracks.size());
    for (Track track : tracks) {
      double[] values = new TrackPast(track, track.end()).values(Integer.MAX_VALUE);
      // Without a scale of each window, every series counts alike by its own.
      if (!spec.scaled()) {
        Moments moments = new Moments();
        moments.add(values, 0, values.length);
        divide(values, moments.standardDeviation());
      }
      series.add(values);
    }
    RidgeSpec ridge =
        new RidgeSpec(
            spec.lookback(),
            horizon,
            spec.season(),
            spec.scaled(),
            spec.scaled(),
            holdOut,
            true,
            RidgeSpec.USUAL_PENALTIES,
            RidgeSpec.windows(spec.lookback(), horizon, products));
    return FittedRidge.of(spec, RidgeFit.fit(series, ridge));
  }

  private static void divide(double[] values, double by) {
    if (!(by > 0)) return;
    for (int t = 0; t < values.length; t++) values[t] /= by;
  }
}
