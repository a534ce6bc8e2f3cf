package dev.rondo.server.job;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.EventStreams;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Sends the stored events of jobs. Each event stream reads the database from the last event that its client has received, so that a
/// client that reconnects gets every event exactly once.
@Component
class JobEventStreams {
  private static final int PAGE = 500;

  private final JobEvents events;
  private final Jobs jobs;
  private final JobSettings settings;
  private final EventStreams streams;

  JobEventStreams(JobEvents events, Jobs jobs, JobSettings settings, EventStreams streams) {
    this.events = events;
    this.jobs = jobs;
    this.settings = settings;
    this.streams = streams;
  }

  boolean nothingAfter(String jobId, long seq) {
    return events.after(jobId, seq, 1).isEmpty();
  }

  /// A stream of the events after `seq`. Throws [BusyException] if too many are open.
  SseEmitter open(String jobId, long seq) {
    return streams.open(
        new EventStreams.Resource("job " + jobId, events.listeners(), jobId, settings.heartbeat()),
        new Rest(jobId, seq));
  }

  /// The events of a job after the last one that a client has received.
  private final class Rest implements EventStreams.Source {
    private final String jobId;
    private long last;

    Rest(String jobId, long last) {
      this.jobId = jobId;
      this.last = last;
    }

    @Override
    public EventStreams.Next send(SseEmitter client) throws IOException {
      // Read before the events: the last event is stored together with the end.
      boolean ended = jobs.find(jobId).map(job -> job.state().name().ended()).orElse(true);
      List<JobEvent> page = events.after(jobId, last, PAGE);
      for (JobEvent event : page) {
        client.send(
            SseEmitter.event()
                .id(Long.toString(event.seq()))
                .name(JsonTypes.kebab(event.type().name()))
                .data(event.data(), MediaType.TEXT_PLAIN));
        last = event.seq();
      }
      if (!page.isEmpty()) return EventStreams.Next.MORE;
      return ended ? EventStreams.Next.END : EventStreams.Next.WAIT;
    }
  }
}
