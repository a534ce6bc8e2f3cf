package dev.rondo.server.trace;

import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.trace.NetworkWeights;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Looks into the networks of models.
@RestController
@RequestMapping("/api/v1/models/{id}")
@Tag(name = "Models")
class TraceController {
  private static final String EXAMPLE =
      """
      {"modelId": "01KB1MZ6Q3W2V8YB6C1E0N5T7R", "member": "network", "cell": {"type": "gru"},
       "datasetId": "01KB1MZ5A1F6H9J2K3M4N5P6Q7", "datasetVersion": 1, "seriesId": "series-00000", "target": "value",
       "cutoff": "49", "step": 1, "forecast": 0.31,
       "series": {"first": -3, "times": ["47", "48", "49", "50"], "values": [0.12, 0.21, 0.27, 0.33]},
       "layers": [
         {"name": "layers.0", "units": 2, "steps": 50, "first": -3, "span": 1, "unitNumbers": [0, 1],
          "hidden": [[0.11, -0.42], [0.18, -0.38], [0.22, -0.35]],
          "gates": [
            {"name": "update", "values": [[0.71, 0.64], [0.69, 0.66], [0.68, 0.67]]},
            {"name": "reset", "values": [[0.48, 0.52], [0.47, 0.53], [0.46, 0.53]]},
            {"name": "candidate", "values": [[0.31, -0.29], [0.33, -0.3], [0.32, -0.29]]}],
          "gradientNorms": [0.19, 0.31, 0.52]}],
       "warnings": ["Of the 50 steps of 'layers.0', the last 3 are shown."]}
      """;
  private static final int MOST_ROWS = 512;
  private static final int MOST_COLUMNS = 1024;

  private final Traces traces;
  private final Models models;
  private final Reservation memory;

  TraceController(Traces traces, Models models, Reservation requestMemory) {
    this.traces = traces;
    this.models = models;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "traceModel",
      summary = "Look into a network while it forecasts",
      description =
          "Runs a network of the model over the end of a stored series, and shows the hidden states, the gates and the flow of the gradient through time, for each recurrent layer and step."
              + " The gradient is that of one step of the forecast with respect to the hidden states, computed by back-propagation through time; a decoder's own forecasts that it reads count as constants, as in training."
              + " Steps before the first observed value are left out. The answer contains at most 500000 values of states and gates; units and steps that are left out are told in `warnings`."
              + " A model without a network, or a member that is none, is refused with 422; the problem says what it is.")
  @ApiResponse(
      responseCode = "200",
      description = "States, gates and gradients",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = TraceAnswer.class),
              examples = @ExampleObject(EXAMPLE)))
  @GetMapping(path = "/trace", produces = MediaType.APPLICATION_JSON_VALUE)
  TraceAnswer trace(
      @IdOrLatest @PathVariable String id,
      @ParameterObject @ModelAttribute TraceParameters parameters) {
    return traces.of(id, parameters);
  }

  @Operation(
      operationId = "listWeights",
      summary = "List the weight matrices of a network",
      description =
          "Names, shapes and sizes of the values, in the order of the weights. A model without a network, or a member that is none, is refused with 422.")
  @GetMapping(path = "/weights", produces = MediaType.APPLICATION_JSON_VALUE)
  WeightsAnswer weights(
      @IdOrLatest @PathVariable String id,
      @Parameter(
              description =
                  "name of the member of an automatic model; the network with the largest weight if absent")
          @RequestParam(required = false)
          @Nullable String member) {
    String modelId = models.get(id).id();
    ChosenNetwork chosen = chosen(modelId, member);
    return WeightsAnswer.of(modelId, chosen.name(), chosen.view().weights());
  }

  @Operation(
      operationId = "getWeightMatrix",
      summary = "Get the values of a weight matrix",
      description =
          "Of a large matrix, evenly spaced rows and columns are shown; `warnings` tells it.")
  @GetMapping(path = "/weights/{matrix}", produces = MediaType.APPLICATION_JSON_VALUE)
  MatrixAnswer matrix(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "name of the matrix", example = "layers.0.kernel") @PathVariable
          String matrix,
      @Parameter(
              description =
                  "name of the member of an automatic model; the network with the largest weight if absent")
          @RequestParam(required = false)
          @Nullable String member,
      @Parameter(
              description = "largest number of rows",
              schema =
                  @Schema(
                      type = "integer",
                      format = "int32",
                      minimum = "1",
                      maximum = "512",
                      defaultValue = "128"))
          @RequestParam(defaultValue = "128")
          int rows,
      @Parameter(
              description = "largest number of columns",
              schema =
                  @Schema(
                      type = "integer",
                      format = "int32",
                      minimum = "1",
                      maximum = "1024",
                      defaultValue = "256"))
          @RequestParam(defaultValue = "256")
          int columns) {
    List<Fault> faults = new ArrayList<>();
    check("rows", rows, MOST_ROWS, faults);
    check("columns", columns, MOST_COLUMNS, faults);
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    NetworkWeights weights = chosen(models.get(id).id(), member).view().weights();
    return weights.matrices().stream()
        .filter(one -> one.name().equals(matrix))
        .findFirst()
        .map(one -> MatrixAnswer.of(weights, one, rows, columns))
        .orElseThrow(() -> new NotFoundException("weight matrix", matrix));
  }

  private ChosenNetwork chosen(String modelId, @Nullable String member) {
    ServedModel model = models.forecaster(modelId, memory);
    return ChosenNetwork.of(model, member);
  }

  private static void check(String name, int number, int most, List<Fault> faults) {
    if (number < 1 || number > most)
      faults.add(
          Fault.parameter(
              name, "%s must be between 1 and %d, was %d".formatted(name, most, number)));
  }
}
