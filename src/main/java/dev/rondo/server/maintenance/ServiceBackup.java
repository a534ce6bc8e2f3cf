package dev.rondo.server.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Downloads the backup of a running service.
final class ServiceBackup {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final int LONGEST_PROBLEM = 10_000;

  private ServiceBackup() {}

  /// @param server base URL
  /// @param key of an admin; null for none
  static void download(String server, @Nullable String key, OutputStream out) throws IOException {
    URI uri;
    try {
      uri = URI.create(server.replaceAll("/+$", "") + MaintenanceController.PATH + "/backups");
    } catch (IllegalArgumentException e) {
      throw new BackupException("'%s' is not a URL".formatted(server), e);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody());
    if (key != null && !key.isBlank()) request.header("Authorization", "Bearer " + key);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TO_CONNECT).build()) {
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200)
          throw new BackupException(
              "the service refused, with status %d: %s"
                  .formatted(
                      answer.statusCode(),
                      new String(body.readNBytes(LONGEST_PROBLEM), StandardCharsets.UTF_8)));
        body.transferTo(out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
