package dev.rondo.server.dataset;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Tells what would be understood of an upload.
@RestController
@RequestMapping(path = "/api/v1/datasets/preview", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Datasets")
class UploadPreviewController {
  private final Uploads uploads;

  UploadPreviewController(Uploads uploads) {
    this.uploads = uploads;
  }

  @Operation(
      operationId = "previewUpload",
      summary = "Preview an upload",
      description =
          "Reads the body as `POST /datasets` with the same parameters, answers with what it understood and the beginning of the series, and stores nothing.",
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
                            schema = @Schema(type = "string", format = "binary")))
              }))
  @PostMapping(
      consumes = {
        "text/csv",
        "text/tab-separated-values",
        "application/x-ndjson",
        MediaType.APPLICATION_JSON_VALUE
      })
  UploadPreview preview(
      @ParameterObject @ModelAttribute UploadParameters parameters,
      InputStream body,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    return UploadPreview.of(
        uploads.receive(
            parameters,
            request::getParameterValues,
            request.getContentType(),
            null,
            body,
            request.getContentLengthLong()));
  }

  @Hidden // documented with the operation above, which accepts another media type
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  UploadPreview previewFile(
      @ParameterObject @ModelAttribute UploadParameters parameters,
      @RequestPart("file") MultipartFile file,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    try (InputStream body = file.getInputStream()) {
      return UploadPreview.of(
          uploads.receive(
              parameters,
              request::getParameterValues,
              file.getContentType(),
              file.getOriginalFilename(),
              body,
              file.getSize()));
    }
  }
}
