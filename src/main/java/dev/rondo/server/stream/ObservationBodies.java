package dev.rondo.server.stream;

import dev.rondo.server.ServerSettings;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.JsonFaults;
import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.RecordBinder;
import dev.rondo.server.web.RequestTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the observations of a request: one JSON object, an array of them, or a line for each.
@Component
class ObservationBodies {
  private static final int MOST_FAULTS = 50;

  /// Largest number of observations of a request.
  private static final int MOST = 100_000;

  /// Bytes of an observation in memory, without its tree: itself, and its part of the journal.
  private static final long BYTES_OF_ONE = 500;

  private final JsonMapper mapper;
  private final RecordBinder binder;
  private final long limit;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with its body
  ObservationBodies(
      JsonMapper mapper, RecordBinder binder, ServerSettings settings, Reservation requestMemory) {
    this.mapper = mapper;
    this.binder = binder;
    this.limit = settings.limits().json().toBytes();
    this.memory = requestMemory;
  }

  /// Throws [BadRequestException] with all faults. Pointers begin with the number of an observation, from 0, unless the body is one
  /// object.
  ///
  /// @param lines whether each line is an observation
  List<Observed> read(InputStream body, boolean lines) throws IOException {
    try (InputStream limited = new LimitedInputStream(body, limit, "rondo.limits.json");
        JsonParser parser = mapper.createParser(limited)) {
      return read(parser, lines);
    } catch (JacksonException e) {
      // The first bytes are those of an encoding that JSON does not have.
      throw new BadRequestException(Fault.at("", "not valid JSON: " + e.getOriginalMessage()));
    }
  }

  private List<Observed> read(JsonParser parser, boolean lines) {
    List<Observed> all = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    RequestTree trees = binder.trees(parser);
    try {
      JsonToken first = parser.nextToken();
      if (first == null)
        throw new BadRequestException(Fault.at("", "a body is required: observations"));
      boolean array = !lines && first == JsonToken.START_ARRAY;
      JsonToken token = array ? parser.nextToken() : first;
      while (token != null && token != JsonToken.END_ARRAY && faults.size() < MOST_FAULTS) {
        if (all.size() == MOST)
          throw new BadRequestException(
              Fault.at("", "a request may have at most %d observations".formatted(MOST)));
        memory.grow(BYTES_OF_ONE);
        String pointer = array || lines ? "/" + all.size() : "";
        add(trees.read(StreamObservation.class), pointer, all, faults);
        token = parser.nextToken();
        if (!array && !lines) break;
      }
      if (faults.size() < MOST_FAULTS && (array ? parser.nextToken() : token) != null)
        faults.add(Fault.at("", "nothing may follow the observations"));
    } catch (JacksonException e) {
      faults.add(JsonFaults.of(e, parser));
    }
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    return all;
  }

  private void add(JsonNode node, String pointer, List<Observed> all, List<Fault> faults) {
    try {
      StreamObservation one = binder.bind(node, StreamObservation.class);
      if (!node.has("value"))
        faults.add(Fault.at(pointer + "/value", "is required: a number, or null if it is missing"));
      all.add(new Observed(pointer, one));
    } catch (BadRequestException e) {
      for (Fault fault : e.faults()) faults.add(fault.under(pointer));
      // A place for the faulty one, so that the pointers of the next are right.
      all.add(new Observed(pointer, new StreamObservation("-", null, null, null)));
    }
  }
}
