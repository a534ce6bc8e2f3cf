package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.DatasetReader.Row;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.forecasting.reading.UnreadableException.Fault;
import dev.rondo.server.web.JsonFaults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// The rows of NDJSON: each line is one flat object whose members are the cells. The first line names the columns. A member that
/// is null or left out in a later line is a missing value.
final class NdjsonRows implements Iterator<Row> {
  private static final int LONGEST_LINE = 1 << 20;

  private static final int MOST_MEMBERS = 100_000;

  private final BufferedReader characters;
  private final JsonMapper mapper;
  private final List<String> header = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final StringBuilder text = new StringBuilder();
  private long line;
  private @Nullable Row next;

  /// Throws [UnreadableException].
  NdjsonRows(InputStream bytes, JsonMapper mapper) {
    this.characters =
        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16);
    this.mapper = mapper;
    this.next = read();
    if (next == null)
      throw fault(null, "the upload is empty: it needs one JSON object on each line");
  }

  /// Names of the members of the first line.
  List<String> header() {
    return List.copyOf(header);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    Row row = next;
    if (row == null) throw new NoSuchElementException();
    next = read();
    return row;
  }

  private @Nullable Row read() {
    try {
      String text = nextLine();
      while (text != null && text.isBlank()) text = nextLine();
      if (text == null) return null;
      return new Row(line, cells(text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next line without its line break; null after the last. A line above the limit is refused before it is read completely.
  private @Nullable String nextLine() throws IOException {
    text.setLength(0);
    int c = characters.read();
    if (c < 0) return null;
    line++;
    while (c >= 0 && c != '\n') {
      if (text.length() == LONGEST_LINE)
        throw fault(
            line,
            "the line is longer than "
                + LONGEST_LINE
                + " characters; put each object on a line of its own");
      text.append((char) c);
      c = characters.read();
    }
    return text.toString();
  }

  private List<String> cells(String text) {
    boolean first = header.isEmpty();
    List<String> cells =
        new ArrayList<>(first ? List.of() : Collections.nCopies(header.size(), ""));
    try (JsonParser parser = mapper.createParser(text)) {
      try {
        read(parser, first, cells);
      } catch (JacksonException e) {
        Integer column = e.getLocation() == null ? null : e.getLocation().getColumnNr();
        String detail = "not valid JSON: " + JsonFaults.reason(e, parser, line);
        throw new UnreadableException(List.of(new Fault(line, column, detail)));
      }
    }
    return cells;
  }

  private void read(JsonParser parser, boolean first, List<String> cells) {
    if (parser.nextToken() != JsonToken.START_OBJECT)
      throw fault(
          line,
          "each line must be a JSON object, such as {\"time\": \"2026-01-01\", \"value\": 1.5}");
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      String cell = cell(name, parser);
      if (first) {
        if (header.size() == MOST_MEMBERS)
          throw fault(line, "the object has more than " + MOST_MEMBERS + " members");
        places.put(name, header.size());
        header.add(name);
        cells.add(cell);
        continue;
      }
      Integer column = places.get(name);
      if (column == null) {
        throw fault(
            line,
            "the member '"
                + name
                + "' is not in the first object, which has "
                + String.join(", ", header.subList(0, Math.min(20, header.size())))
                + "; name every member there");
      }
      cells.set(column, cell);
    }
    if (parser.nextToken() != null) throw fault(line, "nothing may follow the object on its line");
  }

  private String cell(String name, JsonParser parser) {
    JsonToken token = parser.nextToken();
    return switch (token) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "";
      default ->
          throw fault(
              line, "the member '" + name + "' must be a text, a number, true, false or null");
    };
  }

  private static UnreadableException fault(@Nullable Long line, String detail) {
    return new UnreadableException(List.of(new Fault(line, null, detail)));
  }
}
