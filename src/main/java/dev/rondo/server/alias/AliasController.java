package dev.rondo.server.alias;

import dev.rondo.server.conditional.ChangesTagged;
import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.model.Models;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Creates, moves, describes and deletes aliases of models.
@RestController
@RequestMapping("/api/v1/aliases")
@Tag(
    name = "Aliases",
    description = "Names that stand for a model, and can be moved and moved back")
class AliasController {
  private static final String EXAMPLE = "{\"modelId\": \"latest\"}";

  private final Aliases aliases;
  private final Models models;

  AliasController(Aliases aliases, Models models) {
    this.aliases = aliases;
    this.models = models;
  }

  @Operation(operationId = "listAliases", summary = "List aliases, by name")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<Alias> all(@ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(aliases.all(paging), paging, Alias::name);
  }

  @Operation(operationId = "getAlias", summary = "Get an alias")
  @Tagged
  @GetMapping(path = "/{alias}", produces = MediaType.APPLICATION_JSON_VALUE)
  Alias one(@Parameter(example = "champion") @PathVariable String alias) {
    return aliases.get(alias);
  }

  @Operation(
      operationId = "putAlias",
      summary = "Let an alias stand for a model",
      description =
          "Creates the alias or moves it. Predictions by the alias use the model from then on. A model behind an alias cannot be deleted.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = AliasRequest.class),
                      examples = @ExampleObject(name = "Newest model", value = EXAMPLE))))
  @ApiResponse(responseCode = "200", description = "Moved, or as it was")
  @ApiResponse(
      responseCode = "201",
      description = "Created",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = Alias.class)))
  @PutMapping(
      path = "/{alias}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Alias> put(
      @Parameter(example = "champion") @PathVariable String alias,
      @RequestBody AliasRequest request,
      @RequestAttribute(name = Tagged.CHECKED, required = false) @Nullable Alias checked) {
    String modelId =
        models
            .find(request.modelId())
            .orElseThrow(() -> new NotFoundException("model", request.modelId(), "/modelId"))
            .id();
    Aliases.Put put = aliases.put(alias, modelId, request.reason(), checked);
    return put.created()
        ? ResponseEntity.created(URI.create(Aliases.PATH + alias)).body(put.alias())
        : ResponseEntity.ok(put.alias());
  }

  @Operation(
      operationId = "rollBackAlias",
      summary = "Move an alias back to the model before",
      description =
          "A further call goes further back. Refused with 409 if there is no model before, or if it was deleted.")
  @ApiResponse(responseCode = "200", description = "Moved back")
  @ApiResponse(
      responseCode = "409",
      description = "There is no model before",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @Idempotent
  @ChangesTagged(Aliases.PATH + "{alias}")
  @PostMapping(path = "/{alias}/rollback", produces = MediaType.APPLICATION_JSON_VALUE)
  Alias rollback(
      @Parameter(example = "champion") @PathVariable String alias,
      @RequestAttribute(name = Tagged.CHECKED, required = false) @Nullable Alias checked) {
    return aliases.rollback(alias, checked);
  }

  @Operation(
      operationId = "getAliasHistory",
      summary = "List the models that an alias stood for, newest first")
  @GetMapping(path = "/{alias}/history", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<AliasChange> history(
      @Parameter(example = "champion") @PathVariable String alias,
      @ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(aliases.history(aliases.get(alias).name(), paging), paging, AliasChange::id);
  }

  @Operation(operationId = "deleteAlias", summary = "Delete an alias and its history")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/{alias}")
  ResponseEntity<Void> remove(
      @Parameter(example = "champion") @PathVariable String alias,
      @RequestAttribute(name = Tagged.CHECKED, required = false) @Nullable Alias checked) {
    if (!aliases.remove(alias, checked)) throw new NotFoundException("alias", alias);
    return ResponseEntity.noContent().build();
  }
}
