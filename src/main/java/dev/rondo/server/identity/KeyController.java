package dev.rondo.server.identity;

import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Creates, lists and revokes keys.
@RestController
@RequestMapping("/api/v1/keys")
@Tag(name = "Keys", description = "Keys of callers, with roles and projects; only for admins")
class KeyController {
  private static final String EXAMPLE =
      "{\"name\": \"billing\", \"role\": \"reader\", \"projects\": [\"default\"]}";

  private final ApiKeys keys;
  private final Projects projects;
  private final Credentials credentials;
  private final Clock clock;

  KeyController(ApiKeys keys, Projects projects, Credentials credentials, Clock clock) {
    this.keys = keys;
    this.projects = projects;
    this.credentials = credentials;
    this.clock = clock;
  }

  /// @param text the key itself
  @Schema(name = "CreatedKey", description = "A new key with its text")
  record Created(
      ApiKey key,
      @Schema(
              description =
                  "the key itself, to be sent as `Authorization: Bearer <text>`; it cannot be read again",
              example = "rondo_Zx81kPqY0dVn5s3W9bTjC7mHfR2aLgUeKo4iXhMwNvE")
          String text) {}

  @Operation(
      operationId = "createKey",
      summary = "Create a key",
      description =
          "The answer has the text of the key, which is not stored and cannot be read again. If the request is repeated with its `Idempotency-Key`, the key gets a new text, and that of the first answer ends; if the key was used or revoked meanwhile, the answer is 409. A `reader` reads and forecasts, a `trainer` also changes what is in its projects, an `admin` may do everything in all projects.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = KeyRequest.class),
                      examples = @ExampleObject(name = "A reader", value = EXAMPLE))))
  @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "409",
      description =
          "An earlier request with the `Idempotency-Key` created the key, and it was used or revoked since",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @Idempotent(repeated = Idempotent.Repeated.HANDLED)
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Created> add(@RequestBody KeyRequest request) {
    Optional<ApiKeys.Created> renewed = keys.renewCreated();
    if (renewed.isPresent()) credentials.forget();
    ApiKeys.Created created = renewed.orElseGet(() -> create(request));
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.created(URI.create(ApiKeys.PATH + created.key().id()))
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (renewed.isPresent()) answer.header(Idempotent.REPLAYED, "true");
    return answer.body(new Created(created.key(), created.text()));
  }

  private ApiKeys.Created create(KeyRequest request) {
    List<String> wanted = Objects.requireNonNullElse(request.projects(), List.of());
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++)
      if (!projects.exists(wanted.get(i)))
        faults.add(
            Fault.at(
                "/projects/" + i, "there is no project '%s'; create it".formatted(wanted.get(i))));
    Instant end = request.expiresAt();
    if (end != null && !end.isAfter(clock.instant()))
      faults.add(Fault.at("/expiresAt", "expiresAt must be in the future, was " + end));
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    return keys.add(
        request.name(), request.role(), request.projects(), end, Caller.current().name());
  }

  @Operation(operationId = "listKeys", summary = "List keys, newest first")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<ApiKey> all(@ParameterObject @ModelAttribute PageParameters page) {
    keys.writeUses();
    Paging paging = page.paging();
    return Page.of(keys.all(paging), paging, ApiKey::id);
  }

  @Operation(operationId = "getKey", summary = "Get a key, without its text")
  @Tagged
  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ApiKey one(@IdOrLatest @PathVariable String id) {
    keys.writeUses();
    return keys.get(id);
  }

  @Operation(
      operationId = "revokeKey",
      summary = "Revoke a key",
      description =
          "It ends at once, with the sign-ins of the dashboard that used it, and stays in the list.")
  @ApiResponse(responseCode = "204", description = "Revoked")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> revoke(@PathVariable String id) {
    keys.revoke(id);
    credentials.forget();
    return ResponseEntity.noContent().build();
  }
}
