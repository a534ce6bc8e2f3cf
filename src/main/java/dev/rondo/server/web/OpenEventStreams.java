package dev.rondo.server.web;

import dev.rondo.server.ServerSettings;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/// Counts the open event streams of the service, each of which keeps a connection and its buffers. Thread-safe.
@Component
public final class OpenEventStreams {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(15);

  private final int most;
  private final Semaphore free;

  OpenEventStreams(ServerSettings settings) {
    this.most = settings.limits().eventStreams();
    this.free = new Semaphore(most);
  }

  /// Counts one more, until [#leave]. Throws [BusyException] if there are as many as the service may have.
  public void enter() {
    if (!free.tryAcquire())
      throw new BusyException(
          "%d event streams are open, the most that this service has (rondo.limits.event-streams); close one, or ask for the state now and then"
              .formatted(most),
          RETRY_AFTER);
  }

  public void leave() {
    free.release();
  }
}
