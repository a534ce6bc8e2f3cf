package dev.rondo.server.webhook;

import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Creates, shows, tests and deletes webhooks, and renews their secrets.
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(
    name = "Webhooks",
    description =
        "Signed requests that tell another service of ended jobs and of models that drift")
class WebhookController {
  private static final String EXAMPLE =
      "{\"url\": \"http://127.0.0.1:9000/rondo\", \"events\": [\"job-succeeded\", \"job-failed\", \"model-drifted\"]}";

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final Ids ids;

  WebhookController(Webhooks webhooks, Deliveries deliveries, Ids ids) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.ids = ids;
  }

  @Operation(
      operationId = "createWebhook",
      summary = "Create a webhook",
      description =
          "From then on, each event is sent as a `POST` with the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` of Standard Webhooks, and sent again until the receiver answers with 2xx, at most `rondo.webhooks.attempts` times. The `secret` of the answer is shown again only if the request is repeated with its `Idempotency-Key`.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = WebhookRequest.class),
                      examples =
                          @ExampleObject(name = "A receiver on this machine", value = EXAMPLE))))
  @ApiResponse(
      responseCode = "201",
      description = "The webhook with its secret",
      useReturnTypeSchema = true)
  @Idempotent(repeated = Idempotent.Repeated.HANDLED)
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Webhook> create(@RequestBody WebhookRequest request) {
    Optional<Webhook> before = webhooks.createdBefore();
    Webhook webhook = before.orElseGet(() -> webhooks.add(request));
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.created(URI.create(Webhooks.PATH + webhook.id()))
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (before.isPresent()) answer.header(Idempotent.REPLAYED, "true");
    return answer.body(webhook);
  }

  @Operation(
      operationId = "renewWebhookSecret",
      summary = "Give a webhook a new secret",
      description =
          "The answer has the new `secret`, which is not shown again. It signs every request from now on, also those that are sent again; the former one ends at once. A delivery that the receiver refuses until it knows the new secret is sent again later.")
  @ApiResponse(
      responseCode = "200",
      description = "The webhook with its new secret",
      useReturnTypeSchema = true)
  @PostMapping(path = "/{id}/secret", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Webhook> renewSecret(@IdOrLatest @PathVariable String id) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(webhooks.renewSecret(id));
  }

  @Operation(operationId = "listWebhooks", summary = "List webhooks, newest first")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<Webhook> all(@ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(webhooks.all(paging), paging, Webhook::id);
  }

  @Operation(operationId = "getWebhook", summary = "Get a webhook")
  @Tagged
  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  Webhook one(@IdOrLatest @PathVariable String id) {
    return webhooks.get(id);
  }

  @Operation(
      operationId = "listWebhookDeliveries",
      summary = "List what was sent to a webhook, newest first",
      description = "With the number of attempts, and the reason of the last failure.")
  @GetMapping(path = "/{id}/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<Delivery> deliveries(
      @IdOrLatest @PathVariable String id, @ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(deliveries.all(webhooks.get(id).id(), paging), paging, Delivery::id);
  }

  @Operation(
      operationId = "pingWebhook",
      summary = "Send a test to a webhook",
      description = "Sends the event `ping`; the list of deliveries tells what became of it.")
  @ApiResponse(responseCode = "202", description = "It will be sent")
  @PostMapping("/{id}/ping")
  ResponseEntity<Void> ping(@IdOrLatest @PathVariable String id) {
    String webhook = webhooks.get(id).id();
    deliveries.add(webhook, EventType.PING, ids.next(), Map.of("webhookId", webhook));
    return ResponseEntity.accepted().build();
  }

  @Operation(operationId = "deleteWebhook", summary = "Delete a webhook and its deliveries")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(@PathVariable String id) {
    webhooks.remove(id);
    return ResponseEntity.noContent().build();
  }
}
