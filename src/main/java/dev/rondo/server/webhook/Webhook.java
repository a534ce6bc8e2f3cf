package dev.rondo.server.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A receiver of events.
record Webhook(
    String id,
    String url,
    List<EventType> events,
    Instant createdAt,
    @Schema(
            description =
                "secret that signs every request, shown when it is created or renewed, and not again",
            example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String secret) {

  Webhook withSecret(String shown) {
    return new Webhook(id, url, events, createdAt, shown);
  }
}
