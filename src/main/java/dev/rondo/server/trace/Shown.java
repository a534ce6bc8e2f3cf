package dev.rondo.server.trace;

import dev.rondo.engine.network.LayerTrace;
import dev.rondo.forecasting.trace.NetworkTrace.PlacedLayer;
import dev.rondo.server.trace.TraceAnswer.ShownGate;
import dev.rondo.server.trace.TraceAnswer.ShownLayer;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The part of a trace that is answered: some units, evenly spaced, and the steps nearest to the forecast.
///
/// @param units largest number of units of a layer
/// @param steps largest number of steps of a layer
record Shown(int units, int steps) {
  /// Largest number of values of all states and gates.
  static final int MOST_VALUES = 500_000;

  private static final int USUAL_UNITS = 64;
  private static final int USUAL_STEPS = 200;

  /// Throws [InfeasibleRequestException] if the answer would be too large.
  ///
  /// @param units null for as many as fit
  /// @param steps null for the usual number
  static Shown of(List<PlacedLayer> layers, @Nullable Integer units, @Nullable Integer steps) {
    int mostSteps = steps == null ? USUAL_STEPS : steps;
    if (units != null) {
      Shown shown = new Shown(units, mostSteps);
      long values = shown.values(layers);
      if (values > MOST_VALUES) throw tooLarge(values, layers, shown);
      return shown;
    }
    int fitting = USUAL_UNITS;
    while (fitting > 1 && new Shown(fitting, mostSteps).values(layers) > MOST_VALUES) fitting--;
    return new Shown(fitting, mostSteps);
  }

  private static InfeasibleRequestException tooLarge(
      long values, List<PlacedLayer> layers, Shown shown) {
    return InfeasibleRequestException.of(
        List.of(
            Fault.parameter(
                "units",
                "the trace would contain %d values of %d layers (%d units, %d steps), more than %d; ask for fewer units, steps or layers"
                    .formatted(values, layers.size(), shown.units, shown.steps, MOST_VALUES))));
  }

  private long values(List<PlacedLayer> layers) {
    long values = 0;
    for (PlacedLayer layer : layers) {
      LayerTrace states = layer.states();
      long matrices = 1 + states.activations().size() + (states.cellState().length > 0 ? 1 : 0);
      values += matrices * Math.min(units, states.units()) * Math.min(steps, states.steps());
    }
    return values;
  }

  /// Bytes of the answer in memory.
  long bytes(List<PlacedLayer> layers) {
    return values(layers) * Float.BYTES;
  }

  /// @param warnings receives what is left out
  ShownLayer layer(PlacedLayer layer, List<String> warnings) {
    LayerTrace states = layer.states();
    int[] numbers = evenly(states.units(), units);
    int all = states.steps();
    int count = Math.min(all, steps);
    int from = states.decodes() ? 0 : all - count;
    if (numbers.length < states.units())
      warnings.add(
          "Of the %d units of '%s', %d are shown, evenly spaced."
              .formatted(states.units(), states.name(), numbers.length));
    if (count < all)
      warnings.add(
          "Of the %d steps of '%s', the %s %d are shown."
              .formatted(all, states.name(), states.decodes() ? "first" : "last", count));
    List<ShownGate> gates = new ArrayList<>();
    for (LayerTrace.Activation gate : states.activations())
      gates.add(new ShownGate(gate.name(), picked(gate.values(), from, count, numbers)));
    return new ShownLayer(
        states.name(),
        states.units(),
        all,
        layer.first() + from * layer.span(),
        layer.span(),
        numbers,
        picked(states.hidden(), from, count, numbers),
        states.cellState().length == 0
            ? states.cellState()
            : picked(states.cellState(), from, count, numbers),
        gates,
        Arrays.copyOfRange(states.gradientNorms(), from, from + count));
  }

  /// At most `most` of the numbers from 0 to `count - 1`, evenly spaced.
  static int[] evenly(int count, int most) {
    int shown = Math.min(count, most);
    return IntStream.range(0, shown).map(i -> (int) ((long) i * count / shown)).toArray();
  }

  private static float[][] picked(float[][] values, int from, int count, int[] numbers) {
    float[][] picked = new float[count][numbers.length];
    for (int t = 0; t < count; t++)
      for (int u = 0; u < numbers.length; u++) picked[t][u] = values[from + t][numbers[u]];
    return picked;
  }
}
