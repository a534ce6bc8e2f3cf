package dev.rondo.server.job;

import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A request for more epochs of a training that has ended.
record ExtensionRequest(
    @Schema(description = "number of epochs beyond those of the specification", example = "10")
        int epochs,
    @Schema(description = "name of the new job and its model; default: that of the job")
        @Nullable String name,
    @Schema(
            description = "jobs with a higher priority begin first, -10 to 10; default: 0",
            example = "0")
        @Nullable Integer priority) {
  ExtensionRequest {
    if (epochs < 1) throw new IllegalArgumentException("epochs must be at least 1, was " + epochs);
    if (name != null) Names.checked(name);
    JobOptions.checkPriority(priority);
  }
}
