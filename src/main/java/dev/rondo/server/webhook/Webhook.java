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
                "secret that signs every request, shown once when the webhook is created",
            example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String secret) {

  Webhook withoutSecret() {
    return new Webhook(id, url, events, createdAt, null);
  }
}
