package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.random.Seed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recurrent layers on top of each other, unrolled over the same steps.
///
/// @param name of the parameters; the stacks of a network drop different outputs by it
record Stack(String name, List<RecurrentLayer> layers, Dropout dropout) {
  /// Every buffer of an unrolled stack.
  ///
  /// @param dStates `[T, P, H, W]` of each layer but the last: gradient of its outputs; empty for inference
  record Memory(
      int stride,
      boolean training,
      List<Tape> tapes,
      List<RecurrentLayer.Packed> packed,
      List<Panels> dStates) {
    Tape top() {
      return tapes.getLast();
    }
  }

  static Stack at(
      int at, String name, Cell cell, int inputs, List<Integer> units, Dropout dropout) {
    List<RecurrentLayer> layers = new ArrayList<>();
    int next = at;
    int width = inputs;
    for (int h : units) {
      RecurrentLayer layer = RecurrentLayer.at(next, name + "." + layers.size(), cell, width, h);
      layers.add(layer);
      next = Math.addExact(next, layer.parameterCount());
      width = h;
    }
    return new Stack(name, List.copyOf(layers), dropout);
  }

  int parameterCount() {
    return layers.stream().mapToInt(RecurrentLayer::parameterCount).sum();
  }

  Memory memory(Extent extent, int steps) {
    List<Tape> tapes = new ArrayList<>();
    List<RecurrentLayer.Packed> packed = new ArrayList<>();
    List<Panels> dStates = new ArrayList<>();
    for (RecurrentLayer layer : layers) {
      tapes.add(new Tape(layer.cell(), extent.tape(layer.inputs(), layer.units(), steps)));
      packed.add(layer.packed(extent.training(), extent.single(), extent.unit()));
      if (extent.training() && packed.size() < layers.size())
        dStates.add(extent.panels(steps, layer.units()));
    }
    return new Memory(
        extent.stride(),
        extent.training(),
        List.copyOf(tapes),
        List.copyOf(packed),
        List.copyOf(dStates));
  }

  long memoryBytes(Extent extent, int steps) {
    long bytes = 0;
    for (int l = 0; l < layers.size(); l++) {
      RecurrentLayer layer = layers.get(l);
      bytes += extent.tape(layer.inputs(), layer.units(), steps).bytes(layer.cell());
      bytes += layer.packedFloats(extent.training()) * Float.BYTES;
      if (extent.training() && l < layers.size() - 1)
        bytes += (long) steps * layer.units() * extent.stride() * Float.BYTES;
    }
    return bytes;
  }

  void load(float[] w, Memory memory, Extent extent) {
    for (int l = 0; l < layers.size(); l++) {
      RecurrentLayer.Packed packed = memory.packed().get(l);
      layers.get(l).pack(w, packed, extent.training(), extent.single(), extent.unit());
    }
  }

  /// Steps `[first, last)` of every layer, for the panels `[from, to)`.
  ///
  /// @param x input of each step
  /// @param dropoutKey of this batch; ignored for inference
  void forward(
      Kernels kernels,
      Panels x,
      Memory memory,
      int first,
      int last,
      int from,
      int to,
      int[] start,
      int masked,
      long dropoutKey) {
    if (memory.training()) {
      // A layer after the other: its weights stay in the cache.
      for (int l = 0; l < layers.size(); l++) {
        for (int t = first; t < last; t++)
          step(kernels, l, x, memory, t, from, to, start, masked, dropoutKey);
      }
    } else {
      // A tape for inference has the states of two steps only.
      for (int t = first; t < last; t++) {
        for (int l = 0; l < layers.size(); l++)
          step(kernels, l, x, memory, t, from, to, start, masked, dropoutKey);
      }
    }
  }

  private void step(
      Kernels kernels,
      int l,
      Panels x,
      Memory memory,
      int t,
      int from,
      int to,
      int[] start,
      int masked,
      long dropoutKey) {
    Tape tape = memory.tapes().get(l);
    int slot = tape.slot(t);
    if (l == 0) {
      Rows.copy(x, t, 0, tape.seen, slot, tape.inputs, tape.width, from, to);
    } else {
      Tape below = memory.tapes().get(l - 1);
      int above = below.slot(t + 1);
      if (memory.training() && dropout.isOn()) {
        int position = t * below.units * memory.stride();
        dropout.apply(
            Seed.hash(dropoutKey, name, l),
            position,
            memory.stride(),
            below.units,
            below.h,
            above,
            tape.seen,
            slot,
            from,
            to);
      } else {
        Rows.copy(below.h, above, 0, tape.seen, slot, tape.inputs, tape.width, from, to);
      }
    }
    layers.get(l).forward(kernels, memory.packed().get(l), tape, t, from, to, start, masked);
  }

  /// Steps `steps - 1` to 0 of every layer, from the top, for the panels `[from, to)`; the gradients that the last states
  /// already have stand in the tapes' dh and dc, where those of slot 0 stand on return.
  ///
  /// @param dTop gradient of the top layer's states as outputs; null when there is none
  void backward(
      Kernels kernels,
      Memory memory,
      int steps,
      @Nullable Panels dTop,
      int from,
      int to,
      int[] start,
      int masked,
      int truncation,
      long dropoutKey) {
    Panels dOutputs = dTop;
    for (int l = layers.size() - 1; l >= 0; l--) {
      Panels dInputs = l == 0 ? null : memory.dStates().get(l - 1);
      layers
          .get(l)
          .backward(
              kernels,
              memory.packed().get(l),
              memory.tapes().get(l),
              steps,
              dOutputs,
              dInputs,
              from,
              to,
              start,
              masked,
              truncation);
      if (dInputs != null && dropout.isOn()) {
        int units = layers.get(l - 1).units();
        int stride = memory.stride();
        long key = Seed.hash(dropoutKey, name, l);
        for (int t = 0; t < steps; t++) {
          dropout.apply(key, t * units * stride, stride, units, dInputs, t, dInputs, t, from, to);
        }
      }
      dOutputs = dInputs;
    }
  }

  /// Zero states before the first step.
  void clear(Memory memory, int from, int to) {
    for (int l = 0; l < layers.size(); l++) memory.tapes().get(l).clear(from, to);
  }

  /// No gradient arrives at the last states from later steps.
  void clearGradient(Memory memory, int from, int to) {
    for (int l = 0; l < layers.size(); l++) memory.tapes().get(l).clearGradient(from, to);
  }

  void parameterGradient(
      Kernels kernels,
      float[] gradient,
      Memory memory,
      int steps,
      int panels,
      int part,
      int parts,
      float[] scratch) {
    for (int l = 0; l < layers.size(); l++) {
      RecurrentLayer.Packed packed = memory.packed().get(l);
      Tape tape = memory.tapes().get(l);
      layers
          .get(l)
          .parameterGradient(kernels, gradient, packed, tape, steps, panels, part, parts, scratch);
    }
  }

  /// Multiply-adds of one step of one window.
  long multiplyAdds() {
    long sum = 0;
    for (RecurrentLayer layer : layers) sum += layer.kernel().size() + layer.recurrent().size();
    return sum;
  }
}
