package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Generates, uploads, describes and deletes datasets.
@RestController
@RequestMapping(path = "/api/v1/datasets", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Datasets", description = "Generated and uploaded time series")
class DatasetController {
  /// Bytes of a series without its values: its id, its arrays and its database row.
  private static final long BYTES_OF_A_SERIES = 300;

  private final Datasets datasets;
  private final Uploads uploads;
  private final MemoryBudget budget;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with the generated values
  DatasetController(
      Datasets datasets, Uploads uploads, MemoryBudget budget, Reservation requestMemory) {
    this.datasets = datasets;
    this.uploads = uploads;
    this.budget = budget;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "generateDataset",
      summary = "Generate a dataset",
      description = "Generates synthetic series. The same generator and seed give the same values.")
  @ApiResponse(
      responseCode = "201",
      description = "The dataset; `Location` is its URL",
      useReturnTypeSchema = true)
  @Idempotent
  @PostMapping(path = "/generate", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<DatasetDescription> generate(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = GenerateRequest.class),
                      examples = {
                        @ExampleObject(
                            name = "The teaching notebook",
                            value = DatasetExamples.GENERATE),
                        @ExampleObject(
                            name = "Daily demand with a weekly season",
                            value = DatasetExamples.SEASON)
                      }))
          @RequestBody
          GenerateRequest request) {
    reserve(request.generator(), request.generator().series());
    String name =
        request.name() == null
            ? JsonTypes.kebab(request.generator().getClass().getSimpleName())
            : request.name();
    return created(
        datasets.add(
            name,
            Origin.generated(request.generator()),
            request.generator().generate(),
            new Report(List.of())));
  }

  @Operation(
      operationId = "previewDataset",
      summary = "Preview a generated dataset",
      description =
          "Answers with the beginning of the first series that the generator would give, and stores nothing.")
  @PostMapping(path = "/generate/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
  GeneratedPreview preview(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = GenerateRequest.class),
                      examples =
                          @ExampleObject(
                              name = "Daily demand with a weekly season",
                              value = DatasetExamples.SEASON)))
          @RequestBody
          GenerateRequest request) {
    reserve(request.generator(), GeneratedPreview.MOST_SERIES);
    return GeneratedPreview.of(request.generator());
  }

  /// Refuses a dataset that does not fit into memory, and otherwise reserves the memory for it.
  ///
  /// @param most largest number of series that are generated
  private void reserve(Generator generator, int most) {
    long series = Math.min(most, generator.series());
    long bytes = series * generator.steps() * generator.columns().size() * Double.BYTES;
    bytes += series * BYTES_OF_A_SERIES;
    long available = budget.bytes();
    if (bytes > available) {
      throw new InfeasibleRequestException(
          "/generator/series",
          "series times steps would take %d MiB, of which this service can hold %d: make fewer, or give it more memory by -Xmx"
              .formatted(bytes >> 20, available >> 20));
    }
    memory.grow(bytes);
  }

  @Operation(
      operationId = "uploadDataset",
      summary = "Upload a dataset",
      description =
          "Reads delimited text, NDJSON rows or inline JSON, plain, gzip or zstd, from the body or from the part `file` of a form. The service infers parameters that are left out; the"
              + " `report` of the answer lists what it inferred and repaired. An upload is stored completely or not at all.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = "text/csv",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(name = "Daily demand", value = DatasetExamples.CSV)),
                @Content(
                    mediaType = "application/x-ndjson",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(name = "Rows", value = DatasetExamples.NDJSON)),
                @Content(
                    mediaType = "application/json",
                    schema = @Schema(type = "object"),
                    examples =
                        @ExampleObject(name = "Inline series", value = DatasetExamples.INLINE)),
                @Content(
                    mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                    schemaProperties =
                        @SchemaProperty(
                            name = "file",
                            schema =
                                @Schema(
                                    type = "string",
                                    format = "binary",
                                    description =
                                        "the file; its content type or its name determines the format")))
              }))
  @ApiResponse(
      responseCode = "201",
      description = "The dataset; `Location` is its URL",
      useReturnTypeSchema = true)
  @Idempotent
  @PostMapping(
      consumes = {
        "text/csv",
        "text/tab-separated-values",
        "application/x-ndjson",
        MediaType.APPLICATION_JSON_VALUE
      })
  ResponseEntity<DatasetDescription> upload(
      @ParameterObject @ModelAttribute UploadParameters parameters,
      InputStream body,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    return store(
        parameters, request, request.getContentType(), null, body, request.getContentLengthLong());
  }

  @Hidden // documented with the operation above, which accepts another media type
  @Idempotent
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<DatasetDescription> uploadFile(
      @ParameterObject @ModelAttribute UploadParameters parameters,
      @RequestPart("file") MultipartFile file,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    try (InputStream body = file.getInputStream()) {
      return store(
          parameters,
          request,
          file.getContentType(),
          file.getOriginalFilename(),
          body,
          file.getSize());
    }
  }

  private ResponseEntity<DatasetDescription> store(
      UploadParameters parameters,
      HttpServletRequest request,
      @Nullable String contentType,
      @Nullable String fileName,
      InputStream body,
      long length)
      throws IOException, HttpMediaTypeNotSupportedException {
    Upload upload =
        uploads.receive(
            parameters, request::getParameterValues, contentType, fileName, body, length);
    return created(
        datasets.add(
            upload.name(), upload.origin(), upload.reading().dataset(), upload.reading().report()));
  }

  @Operation(operationId = "listDatasets", summary = "List datasets, newest first")
  @GetMapping
  Page<DatasetDescription> all(@ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(datasets.all(paging, memory), paging);
  }

  @Operation(operationId = "getDataset", summary = "Get a dataset")
  @ApiResponse(
      responseCode = "200",
      description = "The dataset; `ETag` names its version",
      useReturnTypeSchema = true)
  @Tagged(ownVersion = true)
  @GetMapping("/{id}")
  ResponseEntity<DatasetDescription> one(@IdOrLatest @PathVariable String id) {
    DatasetDescription dataset = datasets.get(id);
    return ResponseEntity.ok().eTag(dataset.etag()).body(dataset);
  }

  @Operation(
      operationId = "deleteDataset",
      summary = "Delete a dataset",
      description = "Refused with 409 while a job that has not ended uses the dataset.")
  @ApiResponse(responseCode = "204", description = "Removed")
  @ApiResponse(
      responseCode = "412",
      description = "The dataset has another version than `If-Match` names",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(
      @PathVariable String id,
      @Parameter(description = "`ETag` that the dataset must have")
          @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch) {
    if (!datasets.remove(id, EntityTags.of(ifMatch))) throw new NotFoundException("dataset", id);
    return ResponseEntity.noContent().build();
  }

  private static ResponseEntity<DatasetDescription> created(DatasetDescription dataset) {
    return ResponseEntity.created(URI.create(Datasets.PATH + dataset.id())).body(dataset);
  }
}
