package dev.rondo.server.model;

import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.model.Model;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Exports and imports models as files.
@RestController
@Tag(name = "Models")
class ModelFileController {
  static final String MODELS = "/api/v1/models";

  private static final String ENDING = ".rondo";

  private final Models models;
  private final ImportedModels imports;
  private final Reservation memory;

  /// @param requestMemory memory of the current request
  ModelFileController(Models models, ImportedModels imports, Reservation requestMemory) {
    this.models = models;
    this.imports = imports;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "exportModel",
      summary = "Export a model as a file",
      description =
          "The file contains everything that forecasts need. `POST /models` of any service and the command `predict` read it.")
  @ApiResponse(
      responseCode = "200",
      description = "The model file",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @GetMapping(path = MODELS + "/{id}/file", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  void export(
      @IdOrLatest @PathVariable String id, @Parameter(hidden = true) HttpServletResponse response)
      throws IOException {
    StoredModel stored = models.get(id);
    Model model = models.forecaster(stored.id(), memory).model();
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(fileName(stored.name())).build().toString());
    OutputStream out = response.getOutputStream();
    ModelFile.write(model, out);
    out.flush();
  }

  private static String checked(@Nullable String name) {
    try {
      return name == null ? "imported" : Names.checked(name);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(Fault.parameter("name", String.valueOf(e.getMessage())));
    }
  }

  private static String fileName(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]+", "-") + ENDING;
  }

  @Operation(
      operationId = "importModel",
      summary = "Import a model from a file",
      description =
          "The file comes from `GET /models/{id}/file` of any service, or from the commands `train` and `forecast`. The model belongs to no job and no dataset of this service.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                      schema = @Schema(type = "string", format = "binary"))))
  @ApiResponse(
      responseCode = "201",
      description = "The model; `Location` is its URL",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = ModelDescription.class)))
  @Idempotent
  @PostMapping(
      path = MODELS,
      consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ModelDescription> add(
      @Parameter(description = "name of the model; default: `imported`")
          @RequestParam(required = false)
          @Nullable String name,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    StoredModel added = imports.add(checked(name), request.getInputStream());
    return ResponseEntity.created(URI.create(MODELS + "/" + added.id()))
        .body(ModelDescription.of(added));
  }
}
