package dev.rondo.server.web;

import dev.rondo.server.ServerSettings;
import dev.rondo.server.project.Project;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Sends server-sent events to clients, each on its own thread, until there are no more, the client leaves, its permit ends, or the
/// service stops. A client that reconnects resumes, so an event stream may end at any time.
@Component
public class EventStreams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(15);
  private static final long NO_TIMEOUT = 0;

  private final RequestPermits permits;
  private final int most;
  private final Semaphore free;
  private final Set<Semaphore> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean open;

  EventStreams(RequestPermits permits, ServerSettings settings) {
    this.permits = permits;
    this.most = settings.limits().eventStreams();
    this.free = new Semaphore(most);
  }

  /// What follows after a call of [Source#send].
  public enum Next {
    /// There may be more at once.
    MORE,
    /// Nothing, until there is news of the resource.
    WAIT,
    /// Nothing ever again.
    END
  }

  /// The events of one client.
  public interface Source {
    /// Sends what the client does not have yet, or a part of it. Throws [NotFoundException] if the resource is gone.
    Next send(SseEmitter client) throws IOException;
  }

  /// The resource whose events are sent.
  ///
  /// @param name kind and id, for messages
  /// @param listeners those who wait for news of such resources
  /// @param key of the resource among the listeners
  /// @param heartbeat longest time without a message
  public record Resource(String name, Listeners listeners, String key, Duration heartbeat) {}

  /// Begins an event stream. Throws [BusyException] if as many are open as the service may have.
  public SseEmitter open(Resource resource, Source source) {
    Project project = Project.current();
    BooleanSupplier permit = permits.current();
    if (!free.tryAcquire())
      throw new BusyException(
          "%d event streams are open, the most that this service has (rondo.limits.event-streams); close one, or ask for the state now and then"
              .formatted(most),
          RETRY_AFTER);
    SseEmitter client = new SseEmitter(NO_TIMEOUT);
    // Before the answer begins, so that no news after it is missed.
    Semaphore call = resource.listeners().listen(resource.key());
    calls.add(call);
    Thread.ofVirtual()
        .name("events of " + resource.name())
        .start(() -> project.run(() -> send(resource, source, client, call, permit)));
    return client;
  }

  private void send(
      Resource resource, Source source, SseEmitter client, Semaphore call, BooleanSupplier permit) {
    try {
      follow(resource, source, client, call, permit);
    } catch (IOException e) {
      // The client has disconnected.
      LOG.debug("{}: a listener has disconnected: {}", resource.name(), e.getMessage());
    } catch (NotFoundException _) {
      LOG.debug("{} is gone, so its event stream ends", resource.name());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      LOG.debug("{}: an event stream has ended: {}", resource.name(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: an event stream broke off; its client can resume: {}",
          resource.name(),
          e.getMessage());
    } finally {
      calls.remove(call);
      resource.listeners().leave(resource.key(), call);
      free.release();
      complete(resource, client);
    }
  }

  /// Fails if the container ends the exchange in the same moment.
  private static void complete(Resource resource, SseEmitter client) {
    try {
      client.complete();
    } catch (IllegalStateException e) {
      LOG.debug("{}: the exchange has ended: {}", resource.name(), e.getMessage());
    }
  }

  private void follow(
      Resource resource, Source source, SseEmitter client, Semaphore call, BooleanSupplier permit)
      throws IOException, InterruptedException {
    client.send(SseEmitter.event().comment("events of " + resource.name()));
    while (open && permit.getAsBoolean()) {
      // Later news wakes this stream again.
      call.drainPermits();
      Next next = source.send(client);
      if (next == Next.END) return;
      if (next == Next.WAIT
          && !call.tryAcquire(resource.heartbeat().toMillis(), TimeUnit.MILLISECONDS))
        client.send(SseEmitter.event().comment("still here"));
    }
  }

  @Override
  public void start() {
    open = true;
  }

  /// Ends every event stream, so that the service can stop; clients resume after its next start.
  @Override
  public void stop() {
    open = false;
    calls.forEach(Semaphore::release);
  }

  @Override
  public boolean isRunning() {
    return open;
  }
}
