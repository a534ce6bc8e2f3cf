package dev.rondo.server.trace;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.network.Parameter;
import dev.rondo.forecasting.trace.NetworkWeights;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The matrices of a network without their values.
@Schema(name = "Weights", description = "The weight matrices of a network")
record WeightsAnswer(
    String modelId,
    @Schema(description = "name of the member; `network` if the model is a single network")
        String member,
    @Schema(description = "cell of the recurrent layers") Cell cell,
    List<MatrixSummary> matrices) {

  static WeightsAnswer of(String modelId, String member, NetworkWeights weights) {
    return new WeightsAnswer(
        modelId,
        member,
        weights.cell(),
        weights.matrices().stream()
            .filter(matrix -> matrix.size() > 0)
            .map(matrix -> MatrixSummary.of(matrix, weights.values()))
            .toList());
  }

  /// One matrix.
  @Schema(description = "Shape and size of the values of a weight matrix")
  record MatrixSummary(
      @Schema(example = "layers.0.kernel") String name,
      @Schema(description = "inputs; 1 for a bias", example = "1") int rows,
      @Schema(description = "outputs, gate after gate in a recurrent layer", example = "80")
          int columns,
      double minimum,
      double maximum,
      @Schema(description = "mean of the values") double mean,
      @Schema(description = "Euclidean norm of the values") double norm) {
    static MatrixSummary of(Parameter matrix, float[] values) {
      double minimum = Double.POSITIVE_INFINITY;
      double maximum = Double.NEGATIVE_INFINITY;
      double sum = 0;
      double squares = 0;
      for (int i = matrix.at(); i < matrix.at() + matrix.size(); i++) {
        minimum = Math.min(minimum, values[i]);
        maximum = Math.max(maximum, values[i]);
        sum += values[i];
        squares += (double) values[i] * values[i];
      }
      return new MatrixSummary(
          matrix.name(),
          matrix.rows(),
          matrix.columns(),
          minimum,
          maximum,
          sum / matrix.size(),
          Math.sqrt(squares));
    }
  }
}
