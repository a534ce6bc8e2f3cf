package dev.rondo.server.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.hierarchy.ReconciliationMethod;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// How forecasts were made to add up; the annotations describe the members.
record HierarchyAnswer(
    List<List<String>> levels,
    @Schema(
            description =
                "the method that was used; a warning tells if it is another than requested")
        ReconciliationMethod method,
    @Schema(description = "number of different sums of several series") int sums,
    @Schema(description = "number of series") int series,
    @Schema(
            description =
                "origins in the past from which the model forecast again, to learn how large its errors are and how they depend on each other")
        int origins,
    @Schema(
            description =
                "share, from 0 to 1, by which the correlations of the errors were shrunk, for each target; only for `minimum-trace`")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Double> shrinkage) {
  /// The static columns of all levels.
  List<String> columns() {
    return levels.stream().flatMap(List::stream).distinct().toList();
  }
}
