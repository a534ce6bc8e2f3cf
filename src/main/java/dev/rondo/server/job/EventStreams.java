package dev.rondo.server.job;

import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.OpenEventStreams;
import dev.rondo.server.web.RequestPermits;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Sends stored events to clients. Each stream reads the database from the last event that its client has received, so that a
/// client that reconnects gets every event exactly once.
@Component
class EventStreams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final int PAGE = 500;
  private static final long NO_TIMEOUT = 0;

  private final JobEvents events;
  private final Jobs jobs;
  private final JobSettings settings;
  private final RequestPermits permits;
  private final OpenEventStreams openStreams;
  private volatile boolean open;

  EventStreams(
      JobEvents events,
      Jobs jobs,
      JobSettings settings,
      RequestPermits permits,
      OpenEventStreams openStreams) {
    this.events = events;
    this.jobs = jobs;
    this.settings = settings;
    this.permits = permits;
    this.openStreams = openStreams;
  }

  boolean nothingAfter(String jobId, long seq) {
    return events.after(jobId, seq, 1).isEmpty();
  }

  /// A stream of the events after `seq`, on its own thread. Throws [BusyException] if too many are open.
  SseEmitter open(String jobId, long seq) {
    SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    BooleanSupplier permit = permits.current();
    openStreams.enter();
    Thread.ofVirtual().name("events-" + jobId).start(() -> send(emitter, jobId, seq, permit));
    return emitter;
  }

  private void send(SseEmitter emitter, String jobId, long seq, BooleanSupplier permit) {
    Semaphore call = events.listen(jobId);
    try {
      follow(emitter, jobId, seq, call, permit);
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      // The client has disconnected; the container ends the exchange.
      LOG.debug("job {}: a listener has disconnected: {}", jobId, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (RuntimeException e) {
      LOG.warn(
          "job {}: an event stream broke off; its client can resume: {}", jobId, e.getMessage());
      emitter.complete();
    } finally {
      events.leave(jobId, call);
      openStreams.leave();
    }
  }

  private void follow(
      SseEmitter emitter, String jobId, long seq, Semaphore call, BooleanSupplier permit)
      throws IOException, InterruptedException {
    emitter.send(SseEmitter.event().comment("events of job " + jobId));
    long last = seq;
    while (open && permit.getAsBoolean()) {
      // Read before the events: a later event wakes this stream.
      boolean ended = jobs.find(jobId).map(job -> job.state().name().ended()).orElse(true);
      call.drainPermits();
      List<JobEvent> page = events.after(jobId, last, PAGE);
      for (JobEvent event : page) {
        emitter.send(
            SseEmitter.event()
                .id(Long.toString(event.seq()))
                .name(dev.rondo.forecasting.document.JsonTypes.kebab(event.type().name()))
                .data(event.data(), MediaType.TEXT_PLAIN));
        last = event.seq();
      }
      if (!page.isEmpty()) continue;
      if (ended) return;
      if (!call.tryAcquire(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
        emitter.send(SseEmitter.event().comment("still here"));
      }
    }
  }

  @Override
  public void start() {
    open = true;
  }

  /// Ends every stream, so that the service can stop; clients resume after its next start.
  @Override
  public void stop() {
    open = false;
    events.callAll();
  }

  @Override
  public boolean isRunning() {
    return open;
  }
}
