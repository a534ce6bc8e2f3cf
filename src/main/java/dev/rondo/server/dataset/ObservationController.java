package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.KnownSeries;
import dev.rondo.forecasting.reading.NamedColumns;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingMemory;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.TableColumns;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.IdOrLatest;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Adds observations to stored datasets.
@RestController
@RequestMapping(
    path = "/api/v1/datasets/{id}/observations",
    produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Datasets")
class ObservationController {
  private final Datasets datasets;
  private final Uploads uploads;
  private final Appends appends;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with the rows
  ObservationController(
      Datasets datasets, Uploads uploads, Appends appends, Reservation requestMemory) {
    this.datasets = datasets;
    this.uploads = uploads;
    this.appends = appends;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "appendObservations",
      summary = "Add observations to a dataset",
      description =
          "Reads rows like those of the upload: later steps, steps that were missing, steps of new series, or corrections. A row is identified by series and time, so a repeated request"
              + " changes nothing. An empty cell leaves what is stored. Everything is stored and the dataset gets a new version, or nothing is.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = "text/csv",
                    schema = @Schema(type = "string"),
                    examples =
                        @ExampleObject(name = "Two more days", value = DatasetExamples.MORE_CSV)),
                @Content(
                    mediaType = "application/x-ndjson",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(name = "Rows", value = DatasetExamples.MORE_NDJSON)),
                @Content(
                    mediaType = "application/json",
                    schema = @Schema(type = "object"),
                    examples =
                        @ExampleObject(
                            name = "Inline series",
                            value = DatasetExamples.MORE_INLINE)),
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
      responseCode = "200",
      description = "What changed; `ETag` names the version of the dataset",
      headers = @Header(name = "ETag", schema = @Schema(type = "string")),
      useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "409",
      description = "Rows contradict stored values; `errors` has the line of each",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @ApiResponse(
      responseCode = "412",
      description = "The dataset has another version than `If-Match` names",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @Idempotent(repeated = Idempotent.Repeated.KEPT)
  @PostMapping(
      consumes = {
        "text/csv",
        "text/tab-separated-values",
        "application/x-ndjson",
        MediaType.APPLICATION_JSON_VALUE
      })
  ResponseEntity<Appended> append(
      @IdOrLatest @PathVariable String id,
      @Parameter(
              description =
                  "how to treat a value that differs from the stored one: `fail` refuses the request, `replace` corrects the dataset")
          @RequestParam(defaultValue = "fail")
          OnConflict onConflict,
      @ParameterObject @ModelAttribute UploadParameters parameters,
      @Parameter(description = "`ETag` that the dataset must have")
          @RequestHeader(name = "If-Match", required = false)
          @Nullable String ifMatch,
      @Parameter(
              description =
                  "up to 200 characters of the client's choice; a request that is sent again with its key within a day gets the first answer")
          @RequestHeader(name = Idempotent.HEADER, required = false)
          @Nullable String idempotencyKey,
      InputStream body,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    Table table = new Table(request.getContentType(), null, body, request.getContentLengthLong());
    return add(id, onConflict, parameters, ifMatch, idempotencyKey, table, request);
  }

  @Hidden // documented with the operation above, which accepts another media type
  @Idempotent(repeated = Idempotent.Repeated.KEPT)
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<Appended> appendFile(
      @IdOrLatest @PathVariable String id,
      @RequestParam(defaultValue = "fail") OnConflict onConflict,
      @ParameterObject @ModelAttribute UploadParameters parameters,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = Idempotent.HEADER, required = false) @Nullable String idempotencyKey,
      @RequestPart("file") MultipartFile file,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    try (InputStream body = file.getInputStream()) {
      Table table =
          new Table(file.getContentType(), file.getOriginalFilename(), body, file.getSize());
      return add(id, onConflict, parameters, ifMatch, idempotencyKey, table, request);
    }
  }

  /// Rows of a request.
  ///
  /// @param fileName null if they are the body
  /// @param length number of bytes; -1 if it is not known
  private record Table(
      @Nullable String contentType, @Nullable String fileName, InputStream body, long length) {}

  private ResponseEntity<Appended> add(
      String id,
      OnConflict onConflict,
      UploadParameters parameters,
      @Nullable String ifMatch,
      @Nullable String idempotencyKey,
      Table table,
      HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    check(parameters);
    UploadFormat format = UploadFormat.of(table.contentType, table.fileName);
    if (format == null)
      throw new HttpMediaTypeNotSupportedException(
          "neither the content type '%s' nor the name '%s' of the part 'file' tells CSV, NDJSON or JSON"
              .formatted(table.contentType, table.fileName));
    DatasetDescription dataset = datasets.get(id);
    MessageDigest digest = digest(table.contentType, request.getQueryString());
    boolean json = format == UploadFormat.JSON;
    ReadingOptions options =
        parameters.options(
            json ? options(dataset, null, null) : rows(dataset), request::getParameterValues);
    Reading reading =
        uploads.read(
            format,
            new DigestInputStream(table.body, digest),
            table.length,
            options,
            dataset.columns());
    String hash = HexFormat.of().formatHex(digest.digest());
    Appended answer =
        appends.append(
            dataset.id(),
            ObservationRows.of(reading, dataset, json),
            new Appends.Rules(
                onConflict,
                EntityTags.of(ifMatch),
                idempotencyKey == null ? null : new AppendKeys.Key(idempotencyKey, hash),
                false),
            memory);
    return ResponseEntity.ok()
        .eTag(DatasetDescription.etag(answer.version(), answer.fingerprint()))
        .body(answer);
  }

  private static void check(UploadParameters parameters) {
    List<Fault> faults = new ArrayList<>();
    if (parameters.name() != null)
      faults.add(Fault.parameter("name", "name is that of the dataset; leave it out"));
    if (parameters.onGap() != null)
      faults.add(
          Fault.parameter(
              "onGap",
              "onGap does not apply: steps without a row have missing values; leave it out"));
    if (!faults.isEmpty()) throw new BadRequestException(faults);
  }

  /// A digest of what the request is, to which its body is added.
  private static MessageDigest digest(@Nullable String contentType, @Nullable String query) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String head = contentType + "\n" + query + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Reads rows like those of the upload.
  private ReadingOptions rows(DatasetDescription dataset) {
    List<String> names = dataset.columns().stream().map(Column::name).toList();
    TableColumns table =
        Objects.requireNonNullElse(
            dataset.table(), new TableColumns(null, List.of(), List.of(), null, null, null, null));
    return options(
        dataset,
        ObservationRows.namesSeries(dataset) ? null : ids -> datasets.hasSeries(dataset.id(), ids),
        new TableColumns(
            table.time(),
            table.series(),
            names,
            table.decimal(),
            table.dropped(),
            table.dateOrder(),
            dataset.staticColumns() == null
                ? null
                : dataset.staticColumns().stream().map(StaticColumn::name).toList()));
  }

  private static ReadingOptions options(
      DatasetDescription dataset, @Nullable KnownSeries series, @Nullable TableColumns remembered) {
    return new ReadingOptions(
        NamedColumns.NONE,
        dataset.frequency(),
        null,
        dataset.timeZone(),
        null,
        null,
        null,
        null,
        remembered,
        series,
        ReadingMemory.UNLIMITED);
  }
}
