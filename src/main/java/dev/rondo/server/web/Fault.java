package dev.rondo.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.reading.UnreadableException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One error of a request, and its place; the annotations describe the members.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    @Schema(description = "JSON Pointer into the body", example = "/window/lookback")
        @Nullable String pointer,
    @Schema(description = "name of the query or path parameter") @Nullable String parameter,
    @Schema(description = "line of a text body, from 1") @Nullable Long line,
    @Schema(description = "column of the line, from 1") @Nullable Integer column,
    @Schema(
            description = "what is wrong and what would be right",
            example = "lookback must be between 1 and 100000, was 0")
        String detail) {

  public static Fault at(String pointer, String detail) {
    return new Fault(pointer, null, null, null, detail);
  }

  public static Fault parameter(String name, String detail) {
    return new Fault(null, name, null, null, detail);
  }

  /// The same fault in a member of a larger body.
  ///
  /// @param root pointer to the member
  public Fault under(String root) {
    return pointer == null ? this : at(root + pointer, detail);
  }

  public static Fault of(UnreadableException.Fault fault) {
    return new Fault(null, null, fault.line(), fault.column(), fault.detail());
  }
}
