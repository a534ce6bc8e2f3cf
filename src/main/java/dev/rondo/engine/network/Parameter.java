package dev.rondo.engine.network;

/// A matrix in the weight array.
///
/// @param name such as `layers.0.recurrent_kernel`
/// @param rows 1 for a bias
public record Parameter(String name, int at, int rows, int columns) {
  public int size() {
    return rows * columns;
  }

  /// The index after its last element. Throws [ArithmeticException] beyond the limit of an array.
  int end() {
    return Math.addExact(at, Math.multiplyExact(rows, columns));
  }
}
