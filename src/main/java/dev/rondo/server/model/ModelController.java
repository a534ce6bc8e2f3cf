package dev.rondo.server.model;

import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Describes and deletes models.
@RestController
@RequestMapping("/api/v1/models")
@Tag(
    name = "Models",
    description =
        "Trained models with their specification and evaluation. Except in `DELETE`, an alias may be given as id")
class ModelController {
  private static final String TABLE =
      """
      Model: "notebook"
      ____________________________________________________________________________
       Layer (type)                    Output Shape               Param #
      ============================================================================
       simple_rnn_1 (SimpleRNN)        (None, 1)                  3
      ============================================================================
      Total params: 3 (12.00 B)
      Trainable params: 3 (12.00 B)
      Non-trainable params: 0 (0.00 B)
      """;

  private final Models models;
  private final ObjectProvider<ModelUse> uses;
  private final Reservation memory;

  /// @param requestMemory memory of the current request
  ModelController(Models models, ObjectProvider<ModelUse> uses, Reservation requestMemory) {
    this.models = models;
    this.uses = uses;
    this.memory = requestMemory;
  }

  @Operation(operationId = "listModels", summary = "List models, newest first")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<ModelDescription> all(@ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(models.all(paging, memory), paging).map(ModelDescription::of);
  }

  @Operation(
      operationId = "getModel",
      summary = "Get a model",
      description =
          "Includes the specification, the provenance, and the errors of the model and of every baseline on validation and test. `warnings` says if a baseline is better than the model.")
  @Tagged
  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ModelDescription one(@IdOrLatest @PathVariable String id) {
    return ModelDescription.of(models.get(id));
  }

  @Operation(
      operationId = "getModelErrors",
      summary = "Get the errors of held-out forecasts by step, series and time",
      description =
          "The forecasts are those of `evaluation` in the model: of the test part, or else of the validation part, or of the hold-out of an automatic model. The lists are empty if nothing was held out, and in models of earlier builds.")
  @GetMapping(path = "/{id}/errors", produces = MediaType.APPLICATION_JSON_VALUE)
  ModelErrors errors(@IdOrLatest @PathVariable String id) {
    return ModelErrors.of(models.get(id));
  }

  @Operation(
      operationId = "deleteModel",
      summary = "Delete a model",
      description =
          "Its kept forecasts are deleted too. Refused with 409 while an alias stands for the model.")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(@PathVariable String id) {
    if (!models.exists(id)) throw new NotFoundException("model", id);
    uses.stream()
        .flatMap(use -> use.useOf(id).stream())
        .findFirst()
        .ifPresent(use -> {
          throw new ConflictException("the model '" + id + "' cannot be deleted: " + use);
        });
    if (!models.remove(id)) throw new NotFoundException("model", id);
    return ResponseEntity.noContent().build();
  }

  @Operation(
      operationId = "getModelSummary",
      summary = "Get layers, output shapes and parameter counts",
      description = "As JSON or as a table in `text/plain`.")
  @ApiResponse(
      responseCode = "200",
      description = "The layers",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ModelSummary.class)),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = "string"),
            examples = @ExampleObject(TABLE))
      })
  @GetMapping(path = "/{id}/summary", produces = MediaType.APPLICATION_JSON_VALUE)
  ModelSummary summary(@IdOrLatest @PathVariable String id) {
    return ModelSummary.of(models.get(id));
  }

  @Operation(operationId = "getModelSummaryTable")
  @GetMapping(path = "/{id}/summary", produces = MediaType.TEXT_PLAIN_VALUE)
  String table(@IdOrLatest @PathVariable String id) {
    return summary(id).table();
  }
}
