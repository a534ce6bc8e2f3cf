package dev.rondo.engine.network;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.cell.SimpleRnn;
import java.util.ArrayList;
import java.util.List;

/// The summary of a network's layers for display.
final class Summary {
  private Summary() {}

  static List<LayerSummary> of(Network network) {
    List<LayerSummary> lines = new ArrayList<>();
    boolean decodes = network.decoder != null;
    Recipe.Output output = network.recipe().output();
    boolean sequence = output == Recipe.Output.EVERY;
    add(lines, network.main, decodes ? "encoder_" : "", network.mainSteps(), sequence);
    if (network.decoder != null)
      add(lines, network.decoder.stack(), "decoder_", network.dimensions.horizon(), true);
    if (network.head instanceof Dense dense) {
      boolean last = output == Recipe.Output.LAST;
      lines.add(
          new LayerSummary(
              "dense",
              "Dense",
              shape(last ? 0 : network.outputSteps(), network.outputs()),
              dense.parameterCount()));
    }
    return List.copyOf(lines);
  }

  private static void add(
      List<LayerSummary> lines, Stack stack, String prefix, int steps, boolean sequence) {
    for (int l = 0; l < stack.layers().size(); l++) {
      RecurrentLayer layer = stack.layers().get(l);
      boolean last = l == stack.layers().size() - 1;
      String type =
          switch (layer.cell()) {
            case SimpleRnn _ -> "SimpleRNN";
            case Lstm _ -> "LSTM";
            case Gru _ -> "GRU";
          };
      lines.add(
          new LayerSummary(
              prefix + snake(type) + "_" + (l + 1),
              type,
              shape(last && !sequence ? 0 : steps, layer.units()),
              layer.parameterCount()));
    }
  }

  private static List<Integer> shape(int steps, int width) {
    return steps == 0 ? List.of(width) : List.of(steps, width);
  }

  private static String snake(String type) {
    return type.replace("RNN", "_rnn").toLowerCase(java.util.Locale.ROOT);
  }
}
