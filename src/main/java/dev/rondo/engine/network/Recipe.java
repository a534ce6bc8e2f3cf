package dev.rondo.engine.network;

/// The properties of a topology that the rest of the code uses. Every topology has a recipe, and a `switch` over the constants
/// below is checked by the compiler.
///
/// @param input input of one step of the layers
/// @param output the steps that have outputs
/// @param span the steps that one output step forecasts
public record Recipe(Input input, Output output, Span span) {
  /// Input of one step of the layers.
  public enum Input {
    /// The step of the history with the same number.
    SEQUENCE,
    /// One vector with the whole history, the same at each of `horizon` steps.
    VECTOR
  }

  /// The steps that have outputs.
  public enum Output {
    /// The last step of the layers.
    LAST,
    /// Every step of the layers.
    EVERY,
    /// The `horizon` steps of a decoder, which starts from the last states of the layers.
    DECODER
  }

  /// The steps that one output step forecasts.
  public enum Span {
    /// The `horizon` steps that follow.
    HORIZON,
    /// One step of the horizon.
    STEP
  }

  /// Whether each step of the history has its own targets, the steps that follow it.
  public boolean followsEveryStep() {
    return input == Input.SEQUENCE && output == Output.EVERY;
  }
}
