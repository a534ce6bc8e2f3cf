package dev.rondo.engine.network;

/// What a topology means: all that the rest of the code asks about one. A topology cannot be added without a recipe, and a
/// new constant below is missed by the compiler wherever it is read.
///
/// @param input what a step of the layers reads
/// @param output which steps give outputs
/// @param span what one output step forecasts
public record Recipe(Input input, Output output, Span span) {
  /// What a step of the layers reads.
  public enum Input {
    /// The step of the history with the same number.
    SEQUENCE,
    /// One vector that holds the whole history, the same at each of `horizon` steps.
    VECTOR
  }

  /// Which steps give outputs.
  public enum Output {
    /// The last step of the layers.
    LAST,
    /// Every step of the layers.
    EVERY,
    /// The `horizon` steps of a decoder, which starts from the last states of the layers.
    DECODER
  }

  /// What one output step forecasts.
  public enum Span {
    /// The `horizon` steps that follow.
    HORIZON,
    /// One step of the horizon.
    STEP
  }

  /// Whether each step of the history has targets of its own: what follows it.
  public boolean followsEveryStep() {
    return input == Input.SEQUENCE && output == Output.EVERY;
  }
}
