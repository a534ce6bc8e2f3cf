package dev.rondo.server.maintenance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Work on the whole database, for those who run the service.
@RestController
@Tag(name = "Maintenance", description = "Backups of all stored data, and checks of them")
class MaintenanceController {
  static final String PATH = "/api/v1/maintenance";
  private static final String ZIP = "application/zip";

  private final OnlineBackup backup;
  private final Verifications verifications;

  MaintenanceController(OnlineBackup backup, Verifications verifications) {
    this.backup = backup;
    this.verifications = verifications;
  }

  @Operation(
      operationId = "backup",
      summary = "Back up all data",
      description =
          "Answers with one file that has all data as they were at the moment of the request, while the service works on. `rondo restore` restores it, also into a database of the other kind."
              + " A file that breaks off is recognized as incomplete. Only one backup is written at a time; a further request is answered with 429.")
  @ApiResponse(
      responseCode = "200",
      description = "The backup, a ZIP file",
      content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
  @PostMapping(path = PATH + "/backups", produces = ZIP)
  void backup(HttpServletResponse response) throws IOException, SQLException {
    response.setContentType(ZIP);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("rondo-backup.zip").build().toString());
    backup.write(response.getOutputStream());
  }

  @Operation(
      operationId = "startVerification",
      summary = "Verify all stored data",
      description =
          "Starts to read all rows and to compare them with their checksums, in the background. Does nothing if this is going on.")
  @ApiResponse(responseCode = "202", description = "Started")
  @PostMapping(path = PATH + "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<VerificationDescription> verify() {
    verifications.start();
    return ResponseEntity.accepted().body(verifications.describe());
  }

  @Operation(
      operationId = "getVerification",
      summary = "Get what the last verification found",
      description =
          "A damaged row is read by nothing: requests for it are answered with 500 and `/problems/unreadable-row`, and everything else works. Delete what it belongs to, or restore a backup.")
  @GetMapping(path = PATH + "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
  VerificationDescription verification() {
    return verifications.describe();
  }
}
