package dev.rondo.server.stream;

import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.EventStreams;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Sends the forecasts of changed series to clients. Each makes its own when it is ready for them, so that a slow client needs no
/// memory and gets the latest ones.
@Component
class StreamEvents {
  private final Streams streams;
  private final StreamSettings settings;
  private final MemoryBudget budget;
  private final JsonMapper json;
  private final EventStreams events;

  StreamEvents(
      Streams streams,
      StreamSettings settings,
      MemoryBudget budget,
      JsonMapper json,
      EventStreams events) {
    this.streams = streams;
    this.settings = settings;
    this.budget = budget;
    this.json = json;
    this.events = events;
  }

  /// An event stream of the changes after `seq`. Throws [BusyException] if too many are open.
  SseEmitter open(String id, long seq, StreamQuery query) {
    return events.open(
        new EventStreams.Resource(
            "stream " + id, streams.listeners(), Streams.key(id), settings.heartbeat()),
        new Changes(id, query, seq));
  }

  /// The changes of a stream after the last one that a client has received.
  private final class Changes implements EventStreams.Source {
    private final String id;
    private final StreamQuery query;
    private long last;

    Changes(String id, StreamQuery query, long last) {
      this.id = id;
      this.query = query;
      this.last = last;
    }

    @Override
    public EventStreams.Next send(SseEmitter client) throws IOException {
      try (Reservation memory = budget.open("the events of a stream")) {
        Streams.News news = streams.news(id, last, query, memory);
        if (news != null) {
          client.send(
              SseEmitter.event()
                  .id(Long.toString(news.seq()))
                  .name("forecasts")
                  .data(json.writeValueAsString(news.forecasts()), MediaType.TEXT_PLAIN));
          last = news.seq();
        }
      }
      return EventStreams.Next.WAIT;
    }
  }
}
