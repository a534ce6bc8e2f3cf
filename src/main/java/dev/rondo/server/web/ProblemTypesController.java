package dev.rondo.server.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Documents the problem types of the service.
@RestController
@Tag(name = "Problems", description = "Explanations of the problem types")
class ProblemTypesController {
  /// A problem type as documented.
  @Schema(name = "ProblemTypeDescription")
  record Description(String type, String title, int status, String description) {
    static Description of(ProblemType type) {
      return new Description(type.uri(), type.title(), type.status(), type.description());
    }
  }

  @Schema(name = "ProblemTypeDescriptions")
  record Descriptions(List<Description> items) {}

  @Operation(operationId = "listProblemTypes", summary = "List problem types")
  @GetMapping(path = "/problems", produces = MediaType.APPLICATION_JSON_VALUE)
  Descriptions all() {
    return new Descriptions(Stream.of(ProblemType.values()).map(Description::of).toList());
  }

  @Operation(operationId = "getProblemType", summary = "Get one problem type")
  @GetMapping(path = "/problems/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
  Description one(@Parameter(example = "infeasible") @PathVariable String name) {
    ProblemType type = ProblemType.named(name);
    if (type == null) throw new NotFoundException("problem type", name);
    return Description.of(type);
  }
}
