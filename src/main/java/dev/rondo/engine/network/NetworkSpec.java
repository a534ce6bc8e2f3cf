package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import java.util.List;

/// The choices of a user for a network; the widths of inputs and outputs come from the data.
///
/// @param cell the cell of every layer
/// @param units width of each layer, first to last
/// @param topology how the layers are unrolled
/// @param head what follows the last layer
/// @param dropout share of a layer's outputs that are dropped for the next layer in training, in [0, 1)
public record NetworkSpec(
    Cell cell, List<Integer> units, Topology topology, Head head, double dropout) {
  public NetworkSpec {
    units = List.copyOf(units);
    if (units.isEmpty()) throw new IllegalArgumentException("units must name at least one layer");
    for (int width : units) {
      if (width < 1 || width > 4096)
        throw new IllegalArgumentException("units must be between 1 and 4096, was " + width);
    }
    if (units.size() > 16)
      throw new IllegalArgumentException("units may name at most 16 layers, was " + units.size());
    if (!(dropout >= 0 && dropout < 1))
      throw new IllegalArgumentException("dropout must be in [0, 1), was " + dropout);
  }

  /// The same network, which drops nothing in training.
  NetworkSpec withoutDropout() {
    return new NetworkSpec(cell, units, topology, head, 0);
  }
}
