package dev.rondo.server.stream;

import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.OpenEventStreams;
import dev.rondo.server.web.RequestPermits;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Sends the forecasts of changed series to clients. Each makes its own when it is ready for them, so that a slow client needs no
/// memory and gets the latest ones.
@Component
class StreamEvents implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(StreamEvents.class);
  private static final long NO_TIMEOUT = 0;

  private final Streams streams;
  private final StreamSettings settings;
  private final MemoryBudget budget;
  private final JsonMapper json;
  private final RequestPermits permits;
  private final OpenEventStreams openStreams;
  private volatile boolean open;

  StreamEvents(
      Streams streams,
      StreamSettings settings,
      MemoryBudget budget,
      JsonMapper json,
      RequestPermits permits,
      OpenEventStreams openStreams) {
    this.streams = streams;
    this.settings = settings;
    this.budget = budget;
    this.json = json;
    this.permits = permits;
    this.openStreams = openStreams;
  }

  /// An event stream of the changes after `seq`, on its own thread. Throws [BusyException] if too many are open.
  SseEmitter open(String id, long seq, StreamQuery query) {
    SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    Project project = Project.current();
    BooleanSupplier permit = permits.current();
    openStreams.enter();
    // Before the answer begins, so that no change after it is missed.
    Semaphore call = streams.listeners().listen(Streams.key(id));
    Follower follower = new Follower(id, query, permit);
    Thread.ofVirtual()
        .name("stream-" + id)
        .start(() -> project.run(() -> send(emitter, call, follower, seq)));
    return emitter;
  }

  /// @param permit whether it may still get answers
  private record Follower(String id, StreamQuery query, BooleanSupplier permit) {}

  private void send(SseEmitter emitter, Semaphore call, Follower follower, long seq) {
    try {
      follow(emitter, call, follower, seq);
    } catch (IOException | IllegalStateException e) {
      // The client has disconnected; the container ends the exchange.
      LOG.debug("stream {}: a listener has disconnected: {}", follower.id, e.getMessage());
    } catch (NotFoundException _) {
      emitter.complete();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (RuntimeException e) {
      LOG.warn(
          "stream {}: an event stream broke off; its client can resume: {}",
          follower.id,
          e.getMessage());
      emitter.complete();
    } finally {
      streams.listeners().leave(Streams.key(follower.id), call);
      openStreams.leave();
    }
  }

  private void follow(SseEmitter emitter, Semaphore call, Follower follower, long seq)
      throws IOException, InterruptedException {
    emitter.send(SseEmitter.event().comment("forecasts of stream " + follower.id));
    long last = seq;
    while (open && follower.permit.getAsBoolean()) {
      call.drainPermits();
      try (Reservation memory = budget.open("the events of a stream")) {
        Streams.News news = streams.news(follower.id, last, follower.query, memory);
        if (news != null) {
          emitter.send(
              SseEmitter.event()
                  .id(Long.toString(news.seq()))
                  .name("forecasts")
                  .data(json.writeValueAsString(news.forecasts()), MediaType.TEXT_PLAIN));
          last = news.seq();
        }
      }
      if (!call.tryAcquire(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS))
        emitter.send(SseEmitter.event().comment("still here"));
    }
    emitter.complete();
  }

  @Override
  public void start() {
    open = true;
  }

  /// Ends every event stream, so that the service can stop; clients resume after its next start.
  @Override
  public void stop() {
    open = false;
    streams.listeners().callAll();
  }

  @Override
  public boolean isRunning() {
    return open;
  }
}
