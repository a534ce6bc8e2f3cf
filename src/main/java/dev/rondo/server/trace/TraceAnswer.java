package dev.rondo.server.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.engine.cell.Cell;
import dev.rondo.server.web.OrMissing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// What a network computed for one step of a forecast.
///
/// @param warnings sentences for the user, such as that units were left out
@Schema(name = "Trace", description = "What a network computed for one step of a forecast")
record TraceAnswer(
    String modelId,
    @Schema(description = "name of the member; `network` if the model is a single network")
        String member,
    @Schema(description = "cell of the recurrent layers") Cell cell,
    String datasetId,
    @Schema(example = "1") int datasetVersion,
    @Schema(example = "series-00001") String seriesId,
    String target,
    @Schema(
            description = "last time step that the forecast reads",
            example = "2026-01-31T00:00:00Z")
        String cutoff,
    @Schema(description = "step of the forecast, from 1", example = "1") int step,
    @Schema(
            description =
                "point forecast of this step, in the units of the data; if the member forecasts what the effect of covariates leaves, without this effect")
        double forecast,
    ShownSeries series,
    @Schema(description = "recurrent layers from input to output") List<ShownLayer> layers,
    List<String> warnings) {

  /// @param first step of the first value, counted from the first step of the forecast, which is 0
  @Schema(description = "The series over the steps of the layers, and the steps of the horizon")
  record ShownSeries(
      @Schema(
              description =
                  "step of the first value, counted from the first step of the forecast, which is 0",
              example = "-50")
          int first,
      @Schema(description = "times of the values: ISO 8601 with offset, or integer steps")
          List<String> times,
      @Schema(
              description =
                  "observed values of the target, also those after the cutoff; null marks a missing value")
          @OrMissing
          double[] values) {}

  /// The shown steps and units of a layer.
  @Schema(description = "One recurrent layer over time: the shown steps (T) and units (U)")
  record ShownLayer(
      @Schema(
              description =
                  "as in the names of its weights; the layers of a decoder compute the horizon",
              example = "layers.0")
          String name,
      @Schema(description = "number of units of the layer", example = "20") int units,
      @Schema(description = "number of steps of the layer", example = "50") int steps,
      @Schema(
              description =
                  "step of the series at which the first shown step begins, counted from the first step of the forecast, which is 0",
              example = "-50")
          int first,
      @Schema(description = "steps of the series in each step of the layer", example = "1")
          int span,
      @Schema(description = "numbers of the shown units, from 0") int[] unitNumbers,
      @Schema(description = "hidden state after each step, `[T][U]`") float[][] hidden,
      @Schema(description = "cell state after each step, `[T][U]`; only if the cell has one")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          float[][] cellState,
      @Schema(description = "gates and candidates; empty for a simple recurrent cell")
          List<ShownGate> gates,
      @Schema(
              description =
                  "Euclidean norm, over all units of the layer, of the derivative of the forecast (in the scale of the network) with respect to the hidden state after each step, `[T]`")
          double[] gradientNorms) {}

  /// The activations of one gate.
  @Schema(description = "Activations of a gate or candidate")
  record ShownGate(
      @Schema(
              description =
                  "LSTM: `input`, `forget`, `candidate`, `output`; GRU: `update`, `reset`, `candidate`",
              example = "forget")
          String name,
      @Schema(description = "`[T][U]`; 0 to 1 for a gate, -1 to 1 for a candidate")
          float[][] values) {}
}
