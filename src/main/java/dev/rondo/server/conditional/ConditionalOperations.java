package dev.rondo.server.conditional;

import dev.rondo.server.web.ProblemType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/// Documents the `ETag` of [Tagged] resources, and the requests that depend on it.
@Component
class ConditionalOperations implements OpenApiCustomizer {
  private static final String IF_MATCH = "If-Match";

  private final TaggedResources resources;

  ConditionalOperations(TaggedResources resources) {
    this.resources = resources;
  }

  @Override
  public void customise(OpenAPI api) {
    for (String path : resources.handlers().keySet()) {
      PathItem item = api.getPaths().get(path);
      if (item == null) continue;
      read(item.getGet());
      change(item.getPut());
      change(item.getDelete());
    }
    for (String path : resources.commands().keySet()) {
      PathItem item = api.getPaths().get(path);
      if (item != null) change(item.getPost());
    }
  }

  private static void read(Operation get) {
    Objects.requireNonNull(get.getResponses().get("200"))
        .addHeaderObject(
            "ETag", new Header().description("version of the resource").schema(new StringSchema()));
    get.getResponses()
        .putIfAbsent(
            "304",
            new ApiResponse().description("`If-None-Match` names the present `ETag`; no body"));
  }

  private static void change(@Nullable Operation operation) {
    if (operation == null) return;
    boolean described =
        operation.getParameters() != null
            && operation.getParameters().stream()
                .anyMatch(parameter -> IF_MATCH.equals(parameter.getName()));
    if (!described)
      operation.addParametersItem(
          new HeaderParameter()
              .name(IF_MATCH)
              .description("`ETag` that the resource must have")
              .schema(new StringSchema()));
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
    operation
        .getResponses()
        .putIfAbsent(
            Integer.toString(ProblemType.PRECONDITION_FAILED.status()),
            new ApiResponse()
                .description("The resource has another version than `If-Match` names")
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json", new MediaType().schema(problem))));
  }
}
