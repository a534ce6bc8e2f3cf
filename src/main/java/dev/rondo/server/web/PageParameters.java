package dev.rondo.server.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The query parameters of every list.
public record PageParameters(
    @Parameter(
            description = "largest number of items of the page, 1 to 500",
            schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
        @Nullable Integer limit,
    @Parameter(description = "`nextCursor` of the previous page") @Nullable String cursor) {
  /// Throws [BadRequestException].
  public Paging paging() {
    return Paging.of(limit, cursor);
  }
}
