package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// From the states of the decoder to the quantiles of each segment, which do not cross: dropout and a linear map give the
/// central quantile and, for each other one, its positive distance from the quantile nearer the centre (see
/// [dev.rondo.engine.kernel.Kernels#incrementForward]). A linear map from the whole lookback may be added to the central quantile.
///
/// @param linear from d to Q blocks of W values
/// @param skip `[n*W, m*W]`; null for none
/// @param length values of a segment (W)
/// @param quantiles number of quantiles (Q)
/// @param centre the central one
record QuantileHead(
    Dropout dropout, Linear linear, @Nullable Linear skip, int length, int quantiles, int centre)
    implements Component<QuantileHead.Memory> {
  /// Standard deviation of the initial kernel: the first outputs are nearly those without a network.
  private static final double SPREAD = 1e-3;

  /// @param kept `[m, P, d, W]`: the states that dropout kept; empty without dropout
  /// @param y `[m, P, Q*W, 16]`: outputs
  /// @param dy gradient of the outputs, which [#backward] replaces by that of the linear map
  /// @param skipOutputs `[m, P, W, 16]`: what the skip adds; without steps if there is none
  /// @param dSkipOutputs its gradient
  /// @param dStates `[m, P, d, W]`: gradient of the states
  record Memory(
      Panels kept,
      Signal keptStates,
      Panels y,
      Panels dy,
      SkipOutputs skipOutputs,
      SkipOutputs dSkipOutputs,
      Panels dStates,
      Linear.Weights weights,
      Linear.@Nullable Weights skip) {}

  /// The outputs of the skip, seen in two ways.
  ///
  /// @param whole `[1, P, m*W, 16]`
  /// @param segments `[m, P, W, 16]`
  record SkipOutputs(Panels whole, Panels segments) {}

  /// Assigns places in the weight array to the parameters, from `at` on.
  static QuantileHead at(int at, SegmentSpec spec) {
    int count = spec.quantiles().size();
    int length = spec.length();
    Linear linear = Linear.at(at, "head", spec.units(), Math.multiplyExact(count, length));
    int next = Math.addExact(at, linear.parameterCount());
    Linear skip =
        spec.skip() ? Linear.withoutBias(next, "skip", spec.lookback(), spec.horizon()) : null;
    Dropout dropout = new Dropout(spec.dropout(), "head", 0);
    return new QuantileHead(dropout, linear, skip, length, count, spec.point());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(linear.parameters());
    if (skip != null) parameters.addAll(skip.parameters());
    return parameters;
  }

  /// A skip starts with zeros.
  @Override
  public void initialise(float[] weights, RandomGenerator random) {
    Initializer.normal(linear.kernel(), SPREAD, weights, random);
  }

  /// Of one segment, without the skip.
  @Override
  public long multiplyAdds() {
    return linear.multiplyAdds();
  }

  @Override
  public Memory memory(Arena arena, Extent extent, int steps) {
    int units = linear.inputs();
    int trained = extent.training() ? steps : 0;
    Panels kept = extent.spacedPanels(arena, dropout.rate() > 0 ? trained : 0, units);
    return new Memory(
        kept,
        Signal.of(kept),
        extent.columns(arena, steps, quantiles * length),
        extent.columns(arena, trained, quantiles * length),
        skipOutputs(arena, extent, steps, skip != null),
        skipOutputs(arena, extent, steps, skip != null && extent.training()),
        extent.spacedPanels(arena, trained, units),
        linear.memory(arena, extent, steps),
        skip == null ? null : skip.memory(arena, extent, 1));
  }

  private SkipOutputs skipOutputs(Arena arena, Extent extent, int steps, boolean used) {
    Panels whole = extent.columns(arena, used ? 1 : 0, steps * length);
    Panels segments =
        new Panels(whole.values(), 0, length * whole.row(), whole.panel(), whole.row());
    return new SkipOutputs(whole, segments);
  }

  @Override
  public void load(Memory memory, float[] weights) {
    linear.load(memory.weights, weights);
    if (skip != null && memory.skip != null) skip.load(memory.skip, weights);
  }

  /// Computes what the skip adds to the outputs of all segments.
  ///
  /// @param lookback `[1, P, n*W, 16]`
  void start(Pass pass, Memory memory, Panels lookback) {
    if (skip != null && memory.skip != null)
      skip.forward(pass, memory.skip, lookback, 0, memory.skipOutputs.whole, 0, false);
  }

  /// Computes the outputs of segment `s`.
  void forward(Pass pass, Memory memory, Signal states, int s) {
    Signal read = states;
    if (dropout.isOn(pass)) {
      read = memory.keptStates;
      dropout.apply(
          pass, s, linear.inputs(), states.panels(), states.slot(s), memory.kept, read.slot(s));
    }
    Panels y = memory.y;
    linear.forward(pass, memory.weights, read.panels(), read.slot(s), y, s, false);
    int block = length * y.row();
    for (int p = pass.from; p < pass.to; p++) {
      int at = y.at(s, p);
      if (skip != null) addSkip(memory, s, p, at + centre * block, block);
      for (int q = centre + 1; q < quantiles; q++)
        pass.kernels.incrementForward(y.values(), at + q * block, at + (q - 1) * block, 1f, block);
      for (int q = centre - 1; q >= 0; q--)
        pass.kernels.incrementForward(y.values(), at + q * block, at + (q + 1) * block, -1f, block);
    }
  }

  private static void addSkip(Memory memory, int s, int p, int at, int n) {
    Panels added = memory.skipOutputs.segments;
    int from = added.at(s, p);
    for (int i = 0; i < n; i++) memory.y.values()[at + i] += added.values()[from + i];
  }

  /// Computes the gradient of the states of segment `s` from that of its outputs.
  void backward(Pass pass, Memory memory, int s) {
    Panels y = memory.y;
    Panels dy = memory.dy;
    int block = length * y.row();
    for (int p = pass.from; p < pass.to; p++) {
      int at = dy.at(s, p);
      for (int q = quantiles - 1; q > centre; q--)
        pass.kernels.incrementBackward(
            y.values(), dy.values(), at + q * block, at + (q - 1) * block, 1f, block);
      for (int q = 0; q < centre; q++)
        pass.kernels.incrementBackward(
            y.values(), dy.values(), at + q * block, at + (q + 1) * block, -1f, block);
      if (skip != null) {
        Panels dSkipOutputs = memory.dSkipOutputs.segments;
        System.arraycopy(
            dy.values(), at + centre * block, dSkipOutputs.values(), dSkipOutputs.at(s, p), block);
      }
    }
    linear.inputsBack(pass, memory.weights, dy, s, memory.dStates, s);
    if (dropout.isOn(pass))
      dropout.apply(pass, s, linear.inputs(), memory.dStates, s, memory.dStates, s);
  }

  /// @param states as in [#forward]
  /// @param lookback as in [#start]
  void parameterGradient(
      Share share, Memory memory, Signal states, Panels lookback, int steps, float[] gradient) {
    Signal read = dropout.rate() > 0 ? memory.keptStates : states;
    linear.parameterGradient(
        share, memory.weights, read.panels(), read.slot(0), memory.dy, steps, gradient);
    if (skip != null && memory.skip != null)
      skip.parameterGradient(
          share, memory.skip, lookback, 0, memory.dSkipOutputs.whole, 1, gradient);
  }
}
