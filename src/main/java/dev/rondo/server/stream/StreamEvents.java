package dev.rondo.server.stream;

import dev.rondo.server.forecast.Predictions;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.EventStreams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Sends the forecasts of changed series to clients. Each makes its own when it is ready for them, so that a slow client needs no
/// memory and gets the latest ones.
@Component
class StreamEvents {
  /// Values of an event; a forecast of one series may have more.
  private static final long MOST_VALUES = 20_000;

  /// Bytes of the text of a value, with its share of a timestamp, in the buffer that is written, as a text, and in the answer.
  private static final long BYTES_OF_A_VALUE = 150;

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
        if (news != null) send(client, news, memory);
      }
      return EventStreams.Next.WAIT;
    }

    /// Sends one event, or several if it would be large. Only the last one has the new number, so that a client that resumes before
    /// it gets them all again.
    private void send(SseEmitter client, Streams.News news, Reservation memory) throws IOException {
      List<SeriesForecast> some = new ArrayList<>();
      long values = 0;
      for (SeriesForecast one : news.forecasts().forecasts()) {
        if (!some.isEmpty() && values + one.values() > MOST_VALUES) {
          send(client, last, news.forecasts().part(some), values, memory);
          some.clear();
          values = 0;
        }
        some.add(one);
        values += one.values();
      }
      send(client, news.seq(), news.forecasts().part(some), values, memory);
      last = news.seq();
    }

    private void send(
        SseEmitter client, long seq, Predictions part, long values, Reservation memory)
        throws IOException {
      long bytes = values * BYTES_OF_A_VALUE;
      memory.grow(bytes);
      client.send(
          SseEmitter.event()
              .id(Long.toString(seq))
              .name("forecasts")
              .data(json.writeValueAsString(part), MediaType.TEXT_PLAIN));
      memory.shrink(bytes);
    }
  }
}
