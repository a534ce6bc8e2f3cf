package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Panels;
import java.util.ArrayList;
import java.util.List;

/// The states of one recurrent layer over the steps (T) of a window, without those of its padding. The units (H) are in the order of
/// the weights.
///
/// @param name as in the names of its parameters, such as `layers.0`
/// @param decodes whether its steps are those of the horizon
/// @param hidden hidden state after each step, `[T][H]`
/// @param cellState cell state after each step, `[T][H]`; without steps if the cell has none
/// @param activations activations of the gates, in the order of [Cell#activations]
/// @param gradient derivative of the traced output with respect to the hidden state after each step, `[T][H]`, through all later
///   steps and layers
@SuppressWarnings("ArrayRecordComponent")
public record LayerTrace(
    String name,
    Cell cell,
    int units,
    boolean decodes,
    float[][] hidden,
    float[][] cellState,
    List<Activation> activations,
    float[][] gradient) {
  /// @param name one of [Cell#activations]
  /// @param values `[T][H]`
  @SuppressWarnings("ArrayRecordComponent")
  public record Activation(String name, float[][] values) {}

  /// Number of steps (T).
  public int steps() {
    return hidden.length;
  }

  /// Euclidean norm of the gradient at each step, `[T]`.
  public double[] gradientNorms() {
    double[] norms = new double[gradient.length];
    for (int t = 0; t < norms.length; t++) {
      double sum = 0;
      for (float value : gradient[t]) sum += (double) value * value;
      norms[t] = Math.sqrt(sum);
    }
    return norms;
  }

  /// Reads the first window of a tape after the forward pass, with room for the gradient.
  ///
  /// @param first the first step that is not padding
  /// @param steps the steps of the tape
  static LayerTrace of(RecurrentLayer layer, Tape tape, boolean decodes, int first, int steps) {
    int units = layer.units();
    float[][] hidden = new float[steps - first][];
    float[][] cellState = new float[tape.carriesCellState ? steps - first : 0][];
    for (int t = first; t < steps; t++) {
      hidden[t - first] = column(tape.h, tape.after(t), 0, units);
      if (tape.carriesCellState) cellState[t - first] = column(tape.c, tape.after(t), 0, units);
    }
    List<String> names = layer.cell().activations();
    List<Activation> activations = new ArrayList<>();
    for (int g = 0; g < names.size(); g++) {
      float[][] values = new float[steps - first][];
      for (int t = first; t < steps; t++)
        values[t - first] = column(tape.gates, t, g * units, units);
      activations.add(new Activation(names.get(g), values));
    }
    return new LayerTrace(
        layer.name(),
        layer.cell(),
        units,
        decodes,
        hidden,
        cellState,
        activations,
        new float[steps - first][]);
  }

  /// Reads the gradient after the backward pass.
  void readGradient(Tape tape, int first) {
    for (int t = 0; t < gradient.length; t++)
      gradient[t] = column(tape.dStates, first + t, 0, units);
  }

  /// The first column of `units` rows from row `first` on.
  private static float[] column(Panels panels, int step, int first, int units) {
    float[] values = new float[units];
    int at = panels.at(step, 0) + first * panels.row();
    for (int u = 0; u < units; u++) values[u] = panels.values()[at + u * panels.row()];
    return values;
  }
}
