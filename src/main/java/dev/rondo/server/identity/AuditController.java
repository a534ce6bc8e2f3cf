package dev.rondo.server.identity;

import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows the audit log.
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit", description = "Who changed what, and when; only for admins")
class AuditController {
  private final AuditLog log;

  AuditController(AuditLog log) {
    this.log = log;
  }

  @Operation(
      operationId = "listAuditEntries",
      summary = "List the requests that changed something, newest first",
      description =
          "Has the requests of a service that needs keys, also refused ones, if the caller is known. Observations of streams are left out.")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<AuditEntry> all(
      @Parameter(description = "only requests for this project") @RequestParam(required = false)
          @Nullable String project,
      @Parameter(description = "only requests of the caller with this name")
          @RequestParam(required = false)
          @Nullable String caller,
      @ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(log.all(paging, project, caller), paging, AuditEntry::id);
  }
}
