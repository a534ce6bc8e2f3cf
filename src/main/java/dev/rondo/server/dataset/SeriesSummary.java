package dev.rondo.server.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/// One series of a dataset without its values.
///
/// @param start first time step: ISO-8601 with offset, or the integer step
/// @param end last time step
/// @param missing number of missing values over all columns
public record SeriesSummary(
    @Schema(example = "series-1") String id,
    @Schema(example = "2016-07-01T00:00:00Z") String start,
    @Schema(example = "2018-06-26T19:00:00Z") String end,
    @Schema(example = "17420") int steps,
    long missing,
    @Schema(
            description = "values that do not change over time; only if the series has some",
            example = "{\"region\": \"north\"}")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Object> statics) {}
