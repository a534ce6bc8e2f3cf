package dev.rondo.server.trace;

import dev.rondo.server.web.Fault;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request for a trace asks for; null where the service decides.
record TraceParameters(
    @Parameter(
            description =
                "name of the member of an automatic model; the network with the largest weight if absent")
        @Nullable String member,
    @Parameter(description = "id of the dataset, or `latest`; the one of the training if absent")
        @Nullable String dataset,
    @Parameter(description = "id of the series; the first one of the dataset if absent")
        @Nullable String series,
    @Parameter(description = "name of the target; the first one if absent") @Nullable String target,
    @Parameter(
            description =
                "last time step to use: a time, a date, or an integer step; the last observed one if absent")
        @Nullable String cutoff,
    @Parameter(
            description = "step of the forecast whose gradient is shown, from 1; 1 if absent",
            schema = @Schema(type = "integer", format = "int32", minimum = "1"))
        @Nullable Integer step,
    @Parameter(description = "names of the layers, such as `layers.0`; all if absent")
        @Nullable List<String> layers,
    @Parameter(
            description =
                "largest number of units that are shown of a layer, evenly spaced; as many as fit, at most 64, if absent",
            schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "256"))
        @Nullable Integer units,
    @Parameter(
            description =
                "largest number of steps that are shown of a layer, the nearest to the forecast; 200 if absent",
            schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "2000"))
        @Nullable Integer steps) {
  static final int MOST_UNITS = 256;
  static final int MOST_STEPS = 2000;

  /// Adds each fault of a number to `faults`.
  void check(List<Fault> faults) {
    check("step", step, Integer.MAX_VALUE, faults);
    check("units", units, MOST_UNITS, faults);
    check("steps", steps, MOST_STEPS, faults);
  }

  private static void check(String name, @Nullable Integer number, int most, List<Fault> faults) {
    if (number != null && (number < 1 || number > most))
      faults.add(
          Fault.parameter(
              name,
              most == Integer.MAX_VALUE
                  ? "%s must be at least 1, was %d".formatted(name, number)
                  : "%s must be between 1 and %d, was %d".formatted(name, most, number)));
  }
}
