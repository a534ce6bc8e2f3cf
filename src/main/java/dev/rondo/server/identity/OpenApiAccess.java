package dev.rondo.server.identity;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.web.ProblemType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/// Adds to the OpenAPI document how requests are authenticated, and the role that each operation needs.
@Component
class OpenApiAccess implements OpenApiCustomizer {
  private static final String KEY = "key";
  private static final String SESSION = "session";

  private static final Map<String, AccessRules.Rule> RULES =
      AccessRules.ALL.stream()
          .collect(
              Collectors.toMap(rule -> rule.method() + " " + rule.path(), Function.identity()));

  @Override
  public void customise(OpenAPI api) {
    api.getComponents()
        .addSecuritySchemes(
            KEY,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                    "A key, or a token (JWT) of the configured OpenID provider. A service that listens on a loopback address only asks for none, unless it is configured to."))
        .addSecuritySchemes(
            SESSION,
            new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name(CredentialsFilter.COOKIE)
                .description("The sign-in of the dashboard"));
    api.getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> {
                  AccessRules.Rule rule = RULES.get(method.name() + " " + path);
                  if (rule != null) describe(operation, rule);
                }));
  }

  private static void describe(Operation operation, AccessRules.Rule rule) {
    AccessRole role = rule.role();
    if (role == null) {
      operation.setSecurity(List.of());
      return;
    }
    operation.addSecurityItem(new SecurityRequirement().addList(KEY));
    operation.addSecurityItem(new SecurityRequirement().addList(SESSION));
    operation.addExtension("x-role", JsonTypes.kebab(role.name()));
    add(operation, ProblemType.UNAUTHENTICATED);
    add(operation, ProblemType.FORBIDDEN);
    add(operation, ProblemType.TOO_MANY_REQUESTS);
  }

  private static void add(Operation operation, ProblemType type) {
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
    operation
        .getResponses()
        .putIfAbsent(
            Integer.toString(type.status()),
            new ApiResponse()
                .description(type.title())
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json", new MediaType().schema(problem))));
  }
}
