package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import java.util.List;

/// The sizes and choices of a [SegmentNetwork].
///
/// @param cell the cell of every layer and of the decoder
/// @param units width of the segments' embedding, of each layer and of the decoder (d)
/// @param layers recurrent layers over the segments
/// @param length values of a segment (W)
/// @param segments segments of the lookback (n)
/// @param horizonSegments segments of the horizon (m)
/// @param observed what is read about missing values
/// @param quantiles levels of the outputs, rising strictly inside (0, 1); a single one for a point forecast
/// @param series number of known series, numbered from 1; 0 is an unknown series
/// @param seriesWidth width of the embedding of a series; 0 for none
/// @param staticWidth values of a series that do not change over time
/// @param knownWidth values of each segment of the horizon that are known in advance
/// @param dropout share of a layer's or the decoder's outputs that are dropped in training, in [0, 1)
/// @param skip whether a linear map from the lookback to the horizon is added to the outputs
public record SegmentSpec(
    Cell cell,
    int units,
    int layers,
    int length,
    int segments,
    int horizonSegments,
    ObservedInput observed,
    List<Double> quantiles,
    int series,
    int seriesWidth,
    int staticWidth,
    int knownWidth,
    double dropout,
    boolean skip) {
  public SegmentSpec {
    quantiles = List.copyOf(quantiles);
    inside("units", units, 1, 4096);
    inside("layers", layers, 1, 16);
    inside("length", length, 1, 65_536);
    inside("segments", segments, 1, 65_536);
    inside("horizonSegments", horizonSegments, 1, 65_536);
    inside("series", series, 0, Integer.MAX_VALUE - 1);
    inside("seriesWidth", seriesWidth, 0, 4096);
    inside("staticWidth", staticWidth, 0, 65_536);
    inside("knownWidth", knownWidth, 0, 1 << 20);
    Quantiles.check("quantiles", quantiles);
    if (!(dropout >= 0 && dropout < 1))
      throw new IllegalArgumentException("dropout must be in [0, 1), was " + dropout);
  }

  /// The same network, which drops nothing in training.
  SegmentSpec withoutDropout() {
    return new SegmentSpec(
        cell,
        units,
        layers,
        length,
        segments,
        horizonSegments,
        observed,
        quantiles,
        series,
        seriesWidth,
        staticWidth,
        knownWidth,
        0,
        skip);
  }

  /// Values of the input.
  public int lookback() {
    return Math.multiplyExact(segments, length);
  }

  /// Values of the output.
  public int horizon() {
    return Math.multiplyExact(horizonSegments, length);
  }

  /// The quantile that is the point forecast.
  public int point() {
    return Quantiles.point(quantiles);
  }

  /// Inputs of a segment's embedding.
  int segmentInputs() {
    return length + observed.inputs(length);
  }

  /// Inputs of the decoder that are the same for all segments of the horizon.
  int contextWidth() {
    return seriesWidth + staticWidth;
  }

  private static void inside(String name, int value, int least, int most) {
    if (value < least || value > most)
      throw new IllegalArgumentException(
          "%s must be between %d and %d, was %d".formatted(name, least, most, value));
  }
}
