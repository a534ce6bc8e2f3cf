package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Recurrent layers on top of each other, unrolled over the same steps.
record Stack(List<RecurrentLayer> layers) implements Layer<Stack.Memory> {
  /// @param layers memory of each layer
  /// @param dStates `[T, P, H, W]` of each layer but the last: gradient of its outputs; empty for inference
  record Memory(boolean training, List<RecurrentLayer.Memory> layers, List<Panels> dStates) {
    Tape tape(int l) {
      return layers.get(l).tape();
    }

    Tape top() {
      return layers.getLast().tape();
    }
  }

  /// Assigns places in the weight array to the layers, from `at` on.
  ///
  /// @param name prefix of the names of the parameters
  /// @param dropout share of a layer's outputs that are dropped for the next layer in training
  /// @param padded whether its steps are those of the batch, whose windows may start with padding
  static Stack at(
      int at,
      String name,
      Cell cell,
      int inputs,
      List<Integer> units,
      double dropout,
      boolean padded) {
    List<RecurrentLayer> layers = new ArrayList<>();
    int next = at;
    int width = inputs;
    for (int l = 0; l < units.size(); l++) {
      Dropout before = l == 0 ? Dropout.NONE : new Dropout(dropout, name, l);
      RecurrentLayer layer =
          RecurrentLayer.at(next, name + "." + l, cell, width, units.get(l), before, padded);
      layers.add(layer);
      next = Math.addExact(next, layer.parameterCount());
      width = units.get(l);
    }
    return new Stack(List.copyOf(layers));
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public void initialise(float[] weights, RandomGenerator random) {
    for (RecurrentLayer layer : layers) layer.initialise(weights, random);
  }

  @Override
  public long multiplyAdds() {
    return layers.stream().mapToLong(RecurrentLayer::multiplyAdds).sum();
  }

  @Override
  public Memory memory(Arena arena, Extent extent, int steps) {
    List<RecurrentLayer.Memory> memories = new ArrayList<>();
    List<Panels> dStates = new ArrayList<>();
    for (RecurrentLayer layer : layers) {
      memories.add(layer.memory(arena, extent, steps));
      if (extent.training() && memories.size() < layers.size())
        dStates.add(extent.panels(arena, steps, layer.units()));
    }
    return new Memory(extent.training(), List.copyOf(memories), List.copyOf(dStates));
  }

  @Override
  public void load(Memory memory, float[] weights) {
    for (int l = 0; l < layers.size(); l++) layers.get(l).load(memory.layers.get(l), weights);
  }

  @Override
  public Signal output(Memory memory) {
    return memory.layers.getLast().states();
  }

  /// The input of layer `l`.
  private static Signal input(Memory memory, int l, Signal source) {
    return l == 0 ? source : memory.layers.get(l - 1).states();
  }

  @Override
  public void forward(Pass pass, Memory memory, Signal source, int first, int last) {
    if (memory.training || layers.size() == 1) {
      // One layer after the other over all steps, so that its weights stay in the cache. A single
      // layer does so for inference too: no other layer reads its steps, and a call for each
      // step would slow down a small one.
      for (int l = 0; l < layers.size(); l++) {
        Signal input = input(memory, l, source);
        layers.get(l).forward(pass, memory.layers.get(l), input, first, last);
      }
    } else {
      // A tape for inference has the states of only two steps, so all layers advance together.
      for (int t = first; t < last; t++) {
        for (int l = 0; l < layers.size(); l++) {
          Signal input = input(memory, l, source);
          layers.get(l).forward(pass, memory.layers.get(l), input, t, t + 1);
        }
      }
    }
  }

  /// Computes gradients from the top layer down. The tapes' dh and dc contain the gradients of the last states on entry and
  /// those of the first states on return.
  @Override
  public void backward(
      Pass pass, Memory memory, int steps, @Nullable Panels dOutputs, @Nullable Panels dInputs) {
    Panels above = dOutputs;
    for (int l = layers.size() - 1; l >= 0; l--) {
      Panels below = l == 0 ? dInputs : memory.dStates.get(l - 1);
      layers.get(l).backward(pass, memory.layers.get(l), steps, above, below);
      above = below;
    }
  }

  @Override
  public void parameterGradient(
      Share share, Memory memory, Signal source, int steps, float[] gradient) {
    for (int l = 0; l < layers.size(); l++) {
      Signal input = input(memory, l, source);
      layers.get(l).parameterGradient(share, memory.layers.get(l), input, steps, gradient);
    }
  }

  /// Sets the states before the first step to zero.
  void clear(Pass pass, Memory memory) {
    for (int l = 0; l < layers.size(); l++) memory.tape(l).clear(pass.from, pass.to);
  }

  /// Sets the gradients of the last states from later steps to zero.
  void clearGradient(Pass pass, Memory memory) {
    for (int l = 0; l < layers.size(); l++) memory.tape(l).clearGradient(pass.from, pass.to);
  }
}
