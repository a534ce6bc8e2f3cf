package dev.rondo.server.prometheus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON of a server as a stream:
/// `{"status", "data": {"resultType", "result": [{"metric": {}, "values": [[seconds, "1.5"]]}]}, "errorType", "error", "warnings"}`.
final class AnswerReader {
  private final JsonParser parser;
  private @Nullable String status;
  private @Nullable String errorType;
  private @Nullable String error;
  private @Nullable String resultType;
  private final List<Sampled> series = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private boolean histograms;

  private AnswerReader(JsonParser parser) {
    this.parser = parser;
  }

  /// Throws [IllegalArgumentException] if the JSON is not that of Prometheus.
  static ServerAnswer read(byte[] json, JsonMapper mapper) {
    try (JsonParser parser = mapper.createParser(json)) {
      return new AnswerReader(parser).read();
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private ServerAnswer read() {
    if (parser.nextToken() != JsonToken.START_OBJECT) throw unexpected("an object");
    members(name -> {
      switch (name) {
        case "status" -> status = text();
        case "errorType" -> errorType = text();
        case "error" -> error = text();
        case "warnings" -> items(() -> warnings.add(text()));
        case "data" -> data();
        default -> parser.skipChildren();
      }
    });
    if (status == null) throw new IllegalArgumentException("it has no status");
    boolean failed = !status.equals("success");
    return new ServerAnswer(
        failed ? (errorType == null ? "error" : errorType) : null,
        failed ? (error == null ? status : error) : null,
        resultType,
        series,
        histograms,
        warnings);
  }

  private void data() {
    members(name -> {
      switch (name) {
        case "resultType" -> resultType = text();
        case "result" -> items(this::one);
        default -> parser.skipChildren();
      }
    });
  }

  private void one() {
    // Results of other types have items that are no objects; their type tells.
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    Map<String, String> labels = new HashMap<>();
    Samples samples = new Samples();
    members(name -> {
      switch (name) {
        case "metric" -> members(label -> labels.put(label, text()));
        case "values" -> items(() -> sample(samples));
        case "histograms" -> {
          histograms = true;
          parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    });
    series.add(samples.of(labels));
  }

  private void sample(Samples samples) {
    if (parser.currentToken() != JsonToken.START_ARRAY) throw unexpected("[time, \"value\"]");
    if (!parser.nextToken().isNumeric()) throw unexpected("a time in seconds");
    long time = Math.round(parser.getDoubleValue() * 1000);
    parser.nextToken();
    samples.add(time, number(text()));
    if (parser.nextToken() != JsonToken.END_ARRAY) throw unexpected("the end of a value");
  }

  private static double number(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("it has the value '" + text + "'", e);
        }
      }
    };
  }

  /// Reads the value of a member, at its first token.
  private interface Member {
    void read(String name);
  }

  private void members(Member member) {
    if (parser.currentToken() != JsonToken.START_OBJECT) throw unexpected("an object");
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      member.read(name);
    }
  }

  private void items(Runnable item) {
    if (parser.currentToken() != JsonToken.START_ARRAY) throw unexpected("an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) item.run();
  }

  private String text() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) throw unexpected("a text");
    return parser.getString();
  }

  private IllegalArgumentException unexpected(String expected) {
    return new IllegalArgumentException(
        "%s is not %s".formatted(parser.streamReadContext().pathAsPointer(), expected));
  }

  /// The values of a series as they are read.
  private static final class Samples {
    private long[] times = new long[64];
    private double[] values = new double[64];
    private int count;

    void add(long time, double value) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      times[count] = time;
      values[count++] = value;
    }

    Sampled of(Map<String, String> labels) {
      return new Sampled(labels, Arrays.copyOf(times, count), Arrays.copyOf(values, count));
    }
  }
}
