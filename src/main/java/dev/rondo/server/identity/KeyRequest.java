package dev.rondo.server.identity;

import dev.rondo.server.project.Project;
import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key that shall be created.
record KeyRequest(
    @Schema(description = "for people; the audit log has it", example = "billing") String name,
    AccessRole role,
    @Schema(
            description =
                "projects that it sees, the usual one first; left out for all. An admin sees all",
            example = "[\"default\"]")
        @Nullable List<String> projects,
    @Schema(description = "when it ends; left out if it does not", example = "2030-01-01T00:00:00Z")
        @Nullable Instant expiresAt) {
  private static final int MOST_PROJECTS = 100;

  KeyRequest {
    Names.checked(name);
    if (projects != null) {
      if (projects.isEmpty() || projects.size() > MOST_PROJECTS)
        throw new IllegalArgumentException(
            "projects must name 1 to %d projects; leave it out for all".formatted(MOST_PROJECTS));
      for (String project : projects) new Project(project);
      if (role == AccessRole.ADMIN)
        throw new IllegalArgumentException("projects do not apply to an admin, who sees all");
    }
  }
}
