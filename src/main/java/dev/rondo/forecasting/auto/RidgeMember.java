package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.member.FurtherInputs;
import dev.rondo.forecasting.member.RidgeFit;
import dev.rondo.forecasting.member.RidgeSpec;
import dev.rondo.forecasting.scaling.Moments;
import java.util.AbstractList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A ridge that is pooled over all tracks.
///
/// @param holdOut last steps of each track, on which the penalty is chosen
/// @param products of two numbers that a fit takes, about; more windows are not used
record RidgeMember(MemberSpec.Ridge spec, int horizon, int holdOut, double products)
    implements Member {
  @Override
  public Fitted fit(MemberData data, AutoProgress progress, BooleanSupplier stop) {
    Runnable checkpoint = () -> progress.stage("fitting " + spec.name(), 0);
    FurtherInputs further =
        spec.columns() == null ? FurtherInputs.NONE : new Columns(spec.columns(), data.tracks());
    return FittedRidge.of(
        spec, RidgeFit.fit(new Values(data.tracks()), further, ridge(), checkpoint));
  }

  @Override
  public Memory memory(List<Track> tracks) {
    long numbers = (spec.inputs() + 1L) * horizon;
    int longest = tracks.stream().mapToInt(Track::length).max().orElse(0);
    return new Memory(
        RidgeFit.bytes(ridge(), spec.inputs() - spec.lookback(), longest),
        numbers * (Double.BYTES + Float.BYTES),
        0,
        1);
  }

  private RidgeSpec ridge() {
    return new RidgeSpec(
        spec.lookback(),
        horizon,
        spec.season(),
        spec.scaled(),
        spec.scaled(),
        holdOut,
        true,
        RidgeSpec.USUAL_PENALTIES,
        RidgeSpec.windows(spec.inputs(), horizon, products));
  }

  /// The columns beside the targets of tracks.
  private record Columns(RidgeColumns columns, List<Track> tracks) implements FurtherInputs {
    @Override
    public List<Integer> widths() {
      return columns.widths();
    }

    @Override
    public void write(int series, int origin, double[] into, int at) {
      Track track = tracks.get(series);
      columns.write(track.knownAhead(), track.first() + origin, into, at);
    }
  }

  /// The values of tracks, each copied when it is read. Where windows have no scale of their own, every series is divided by its
  /// deviation, so that all count alike.
  private final class Values extends AbstractList<double[]> {
    private final List<Track> tracks;

    Values(List<Track> tracks) {
      this.tracks = tracks;
    }

    @Override
    public double[] get(int number) {
      Track track = tracks.get(number);
      double[] values = new TrackPast(track, track.end()).values(Integer.MAX_VALUE);
      if (spec.scaled()) return values;
      Moments moments = new Moments();
      moments.add(values, 0, values.length);
      double deviation = moments.standardDeviation();
      if (deviation > 0) for (int t = 0; t < values.length; t++) values[t] /= deviation;
      return values;
    }

    @Override
    public int size() {
      return tracks.size();
    }
  }
}
