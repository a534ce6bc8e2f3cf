package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Kernels.Steps;
import dev.rondo.engine.kernel.Lanes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recurrent layers on top of each other, unrolled over the same steps.
record Stack(List<RecurrentLayer> layers, Dropout dropout) {
  /// Every buffer of an unrolled stack.
  ///
  /// @param dropped `[T, H, lanes]` of each layer but the last: its outputs as the next layer sees them; null without dropout
  /// @param dStates `[T, H, lanes]` of each layer but the last: gradient of its outputs; null for inference
  record Memory(List<Tape> tapes, float @Nullable [][] dropped, float @Nullable [][] dStates) {
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
    return new Stack(List.copyOf(layers), dropout);
  }

  int parameterCount() {
    return layers.stream().mapToInt(RecurrentLayer::parameterCount).sum();
  }

  Memory memory(int steps, int lanes, boolean training) {
    List<Tape> tapes = new ArrayList<>();
    for (RecurrentLayer layer : layers)
      tapes.add(new Tape(layer.cell(), layer.units(), steps, lanes, training));
    return new Memory(
        List.copyOf(tapes),
        training && dropout.isOn() ? between(steps, lanes) : null,
        training ? between(steps, lanes) : null);
  }

  private float[][] between(int steps, int lanes) {
    float[][] buffers = new float[layers.size() - 1][];
    for (int l = 0; l < buffers.length; l++)
      buffers[l] = new float[steps * layers.get(l).units() * lanes];
    return buffers;
  }

  long memoryBytes(int steps, int lanes, boolean training) {
    long bytes = 0;
    for (int l = 0; l < layers.size(); l++) {
      RecurrentLayer layer = layers.get(l);
      bytes += Tape.bytes(layer.cell(), layer.units(), steps, lanes, training);
      if (training && l < layers.size() - 1) {
        bytes += (dropout.isOn() ? 2L : 1L) * steps * layer.units() * lanes * Float.BYTES;
      }
    }
    return bytes;
  }

  /// Steps `[from, to)` of every layer.
  ///
  /// @param x input of each step, `[I, lanes]`
  /// @param dropoutKey of this batch; ignored where the memory has no dropped outputs
  void forward(
      Kernels kernels,
      float[] w,
      Steps x,
      Memory memory,
      int from,
      int to,
      Lanes lanes,
      int[] start,
      int masked,
      int dropoutKey) {
    for (int l = 0; l < layers.size(); l++) {
      RecurrentLayer layer = layers.get(l);
      Tape tape = memory.tapes().get(l);
      Steps input = input(l, x, memory);
      boolean drops = memory.dropped() != null && l < layers.size() - 1;
      for (int t = from; t < to; t++) {
        layer.forward(kernels, w, input, tape, t, lanes, start, masked);
        if (drops) drop(memory, l, t, tape.h, tape.slot(t + 1), lanes, dropoutKey);
      }
    }
  }

  private void drop(Memory memory, int l, int t, float[] h, int hAt, Lanes lanes, int key) {
    float[][] dropped = memory.dropped();
    if (dropped == null) return;
    int at = memory.tapes().get(l).slot(t);
    dropout.apply(key + l, at, layers.get(l).units(), h, hAt, dropped[l], at, lanes);
  }

  /// What layer l reads.
  private static Steps input(int l, Steps x, Memory memory) {
    if (l == 0) return x;
    Tape below = memory.tapes().get(l - 1);
    float[][] dropped = memory.dropped();
    return dropped == null
        ? new Steps(below.h, below.slot(1), below.slot(1))
        : new Steps(dropped[l - 1], 0, below.slot(1));
  }

  /// Steps `steps - 1` to 0 of every layer, from the top; the gradients that the last states already have stand in the
  /// tapes' dh and dc, where those of slot 0 stand on return.
  ///
  /// @param dTop gradient of the top layer's states as outputs; null when there is none
  void backward(
      Kernels kernels,
      float[] w,
      Memory memory,
      int steps,
      @Nullable Steps dTop,
      Lanes lanes,
      int[] start,
      int masked,
      int truncation,
      int dropoutKey) {
    float[][] dStates = memory.dStates();
    if (dStates == null) throw new IllegalStateException("this memory is for inference");
    Steps dOutputs = dTop;
    for (int l = layers.size() - 1; l >= 0; l--) {
      RecurrentLayer layer = layers.get(l);
      Tape tape = memory.tapes().get(l);
      layer.backward(kernels, w, tape, 0, steps, dOutputs, lanes, start, masked, truncation);
      if (l == 0) break;
      Tape below = memory.tapes().get(l - 1);
      dOutputs = new Steps(dStates[l - 1], 0, below.slot(1));
      layer.inputGradient(kernels, w, tape, steps, dOutputs, lanes);
      if (memory.dropped() != null) {
        for (int t = 0; t < steps; t++) {
          int at = below.slot(t);
          dropout.apply(
              dropoutKey + l - 1, at, below.units, dStates[l - 1], at, dStates[l - 1], at, lanes);
        }
      }
    }
  }

  /// No gradient arrives at the last states from later steps.
  void clear(Memory memory, Lanes lanes) {
    for (int l = 0; l < layers.size(); l++) layers.get(l).clear(memory.tapes().get(l), lanes);
  }

  void parameterGradient(
      Kernels kernels,
      float[] gradient,
      Steps x,
      Memory memory,
      int steps,
      Lanes lanes,
      int part,
      int parts,
      float[] scratch) {
    for (int l = 0; l < layers.size(); l++) {
      layers
          .get(l)
          .parameterGradient(
              kernels,
              gradient,
              input(l, x, memory),
              memory.tapes().get(l),
              steps,
              lanes,
              part,
              parts,
              scratch);
    }
  }

  /// Multiply-adds of one step of one window.
  long multiplyAdds() {
    long sum = 0;
    for (RecurrentLayer layer : layers) sum += layer.kernel().size() + layer.recurrent().size();
    return sum;
  }
}
