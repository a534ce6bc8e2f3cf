package dev.rondo.server.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/// Adds to the OpenAPI document the description of the service and the problems of every operation.
@Component
class OpenApiDocument implements OpenApiCustomizer {
  private static final List<String> ORDER =
      List.of(
          "Datasets",
          "Training jobs",
          "Models",
          "Aliases",
          "Retraining",
          "Predictions",
          "Anomalies",
          "Streams",
          "Performance",
          "Backtests",
          "Prometheus",
          "Published forecasts",
          "Webhooks",
          "Session",
          "Projects",
          "Keys",
          "Audit",
          "Maintenance",
          "Problems");

  @Override
  public void customise(OpenAPI api) {
    api.setInfo(
        new Info()
            .title("Rondo")
            .version("v1")
            .license(new License().name("Apache License 2.0").identifier("Apache-2.0"))
            .description(
                "Self-hosted forecasting with recurrent networks: upload or generate time series, train a network, follow the training, compare the network with baselines, and request forecasts.\n\n"
                    + "Every error is `application/problem+json` (RFC 9457); its `type` is documented under `/problems`."));
    // The document is valid for every host.
    api.setServers(List.of(new Server().url("/").description("This service")));
    var resolved =
        ModelConverters.getInstance(true)
            .resolveAsResolvedSchema(new AnnotatedType(Problem.class).resolveAsRef(true));
    resolved.referencedSchemas.forEach(api.getComponents()::addSchemas);
    api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
    api.getPaths()
        .values()
        .forEach(path -> path.readOperationsMap().forEach(OpenApiDocument::addProblems));
    if (api.getTags() != null) {
      List<Tag> tags = new ArrayList<>(new LinkedHashMap<>(tags(api)).values());
      tags.sort(
          Comparator.comparingInt(
              tag -> ORDER.contains(tag.getName()) ? ORDER.indexOf(tag.getName()) : ORDER.size()));
      api.setTags(tags);
    }
  }

  /// Keeps one tag of each name, the one with a description.
  private static LinkedHashMap<String, Tag> tags(OpenAPI api) {
    LinkedHashMap<String, Tag> tags = new LinkedHashMap<>();
    for (Tag tag : api.getTags())
      tags.merge(tag.getName(), tag, (one, other) -> one.getDescription() != null ? one : other);
    return tags;
  }

  private static void addProblems(HttpMethod method, Operation operation) {
    boolean parameters = operation.getParameters() != null && !operation.getParameters().isEmpty();
    if (parameters) {
      operation.getParameters().forEach(OpenApiDocument::withoutNull);
      operation.getParameters().forEach(OpenApiDocument::nameDefault);
    }
    boolean ofOne =
        parameters
            && operation.getParameters().stream()
                .anyMatch(parameter -> "path".equals(parameter.getIn()));
    boolean body = operation.getRequestBody() != null;
    if (parameters || body) add(operation, ProblemType.MALFORMED_REQUEST);
    if (ofOne) add(operation, ProblemType.NOT_FOUND);
    if (method == HttpMethod.DELETE) add(operation, ProblemType.CONFLICT);
    if (body) {
      add(operation, ProblemType.TOO_LARGE);
      add(operation, ProblemType.UNSUPPORTED_MEDIA_TYPE);
      add(operation, ProblemType.INFEASIBLE);
    }
    add(operation, ProblemType.INTERNAL_ERROR);
  }

  /// A parameter can be left out, but not null.
  private static void withoutNull(Parameter parameter) {
    Set<String> types = parameter.getSchema() == null ? null : parameter.getSchema().getTypes();
    if (types != null && types.contains("null")) {
      parameter
          .getSchema()
          .setTypes(
              types.stream()
                  .filter(type -> !type.equals("null"))
                  .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
  }

  /// The default of an enum is the name in JSON, not that of the constant.
  private static void nameDefault(Parameter parameter) {
    @SuppressWarnings("unchecked")
    Schema<Object> schema = parameter.getSchema();
    if (schema == null || schema.getEnum() == null || schema.getDefault() == null) return;
    String constant = schema.getDefault().toString().replace('_', '-');
    for (Object name : schema.getEnum())
      if (name.toString().equalsIgnoreCase(constant)) schema.setDefault(name);
  }

  private static void add(Operation operation, ProblemType type) {
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
    MediaType json = new MediaType().schema(problem);
    operation
        .getResponses()
        .putIfAbsent(
            Integer.toString(type.status()),
            new ApiResponse()
                .description(type.title())
                .content(new Content().addMediaType("application/problem+json", json)));
  }
}
