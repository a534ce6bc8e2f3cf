package dev.rondo.server.prometheus;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A request for a dataset of a range query; the annotations describe the members.
record PrometheusRequest(
    @Schema(description = "default: the query", example = "requests") @Nullable String name,
    @Schema(
            description = "base URL of the server, one of `rondo.prometheus.servers`",
            example = "http://localhost:9090")
        String url,
    @Schema(
            description = "expression whose values are instant vectors or scalars",
            example = "sum by (job) (rate(http_requests_total[5m]))")
        String query,
    @Schema(
            description = "first time; rounded up to a multiple of the step",
            example = "2026-01-01T00:00:00Z")
        String start,
    @Schema(
            description = "last time; rounded down to a multiple of the step; default: now",
            example = "2026-02-01T00:00:00Z")
        @Nullable String end,
    @Schema(
            description = "distance between two values, as `5m`, `1h`, `1d` or `PT5M`",
            example = "5m")
        String step) {}
