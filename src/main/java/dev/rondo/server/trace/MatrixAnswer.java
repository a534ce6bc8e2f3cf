package dev.rondo.server.trace;

import dev.rondo.engine.network.Parameter;
import dev.rondo.forecasting.trace.NetworkWeights;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;

/// The values of a weight matrix.
@Schema(
    name = "WeightMatrix",
    description = "The values of a weight matrix: rows (R) and columns (C)")
record MatrixAnswer(
    @Schema(example = "layers.0.kernel") String name,
    @Schema(description = "rows of the matrix", example = "1") int rows,
    @Schema(description = "columns of the matrix", example = "80") int columns,
    @Schema(description = "numbers of the shown rows, from 0") int[] rowNumbers,
    @Schema(description = "numbers of the shown columns, from 0") int[] columnNumbers,
    @Schema(
            description =
                "gates and candidates that share the columns in equal parts, in this order; empty if the columns are not those of gates")
        List<String> blocks,
    @Schema(description = "`[R][C]`") float[][] values,
    List<String> warnings) {

  /// @param rows largest number of rows, evenly spaced
  /// @param columns largest number of columns, evenly spaced
  static MatrixAnswer of(NetworkWeights weights, Parameter matrix, int rows, int columns) {
    int[] rowNumbers = Shown.evenly(matrix.rows(), rows);
    int[] columnNumbers = Shown.evenly(matrix.columns(), columns);
    float[][] values = new float[rowNumbers.length][columnNumbers.length];
    for (int r = 0; r < rowNumbers.length; r++)
      for (int c = 0; c < columnNumbers.length; c++)
        values[r][c] =
            weights.values()[matrix.at() + rowNumbers[r] * matrix.columns() + columnNumbers[c]];
    List<String> warnings = new ArrayList<>();
    if (rowNumbers.length < matrix.rows() || columnNumbers.length < matrix.columns())
      warnings.add(
          "Of the %d × %d values, %d × %d are shown, evenly spaced."
              .formatted(matrix.rows(), matrix.columns(), rowNumbers.length, columnNumbers.length));
    return new MatrixAnswer(
        matrix.name(),
        matrix.rows(),
        matrix.columns(),
        rowNumbers,
        columnNumbers,
        blocks(weights, matrix),
        values,
        warnings);
  }

  private static List<String> blocks(NetworkWeights weights, Parameter matrix) {
    String name = matrix.name();
    boolean recurrent = name.startsWith("layers.") || name.startsWith("decoder");
    boolean ofGates = name.endsWith("kernel") || name.endsWith("bias");
    return recurrent && ofGates ? weights.cell().activations() : List.of();
  }
}
