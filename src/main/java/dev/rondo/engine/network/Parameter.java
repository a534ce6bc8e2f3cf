package dev.rondo.engine.network;

/// A matrix inside the one weight array.
///
/// @param name such as `layers.0.recurrent_kernel`
/// @param rows 1 for a bias
public record Parameter(String name, int at, int rows, int columns) {
  public int size() {
    return rows * columns;
  }

  /// The place behind it. Throws [ArithmeticException] beyond what an array can hold.
  int end() {
    return Math.addExact(at, Math.multiplyExact(rows, columns));
  }
}
