package dev.rondo.server.forecast;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.util.StreamUtils;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes forecasts as `text/csv`, one row for each step, and as `application/x-ndjson`, one line for each forecast.
@Component
public final class PredictionTexts extends AbstractHttpMessageConverter<Predictions> {
  public static final String NDJSON = "application/x-ndjson";
  public static final String CSV = "text/csv";

  /// Name of the headers that carry the warnings, for which the text has no place.
  public static final String WARNING = "Rondo-Warning";

  private final JsonMapper json;

  PredictionTexts(JsonMapper json) {
    super(StandardCharsets.UTF_8, MediaType.parseMediaType(CSV), MediaType.parseMediaType(NDJSON));
    this.json = json;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == Predictions.class;
  }

  @Override
  protected boolean canRead(@org.jspecify.annotations.Nullable MediaType type) {
    return false;
  }

  @Override
  protected Predictions readInternal(Class<? extends Predictions> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("writes only", message);
  }

  @Override
  protected void writeInternal(Predictions predictions, HttpOutputMessage message)
      throws IOException {
    MediaType type = message.getHeaders().getContentType();
    message.getHeaders().addAll(WARNING, WarningHeaders.of(predictions.warnings()));
    OutputStream body = message.getBody();
    if (type != null && type.getSubtype().equals("csv")) {
      Writer text = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
      csv(predictions, text);
      text.flush();
    } else {
      lines(predictions, body);
    }
  }

  private void lines(Predictions predictions, OutputStream body) throws IOException {
    // The container closes the body.
    try (SequenceWriter lines =
        json.writerFor(SeriesForecast.class)
            .withRootValueSeparator("\n")
            .writeValues(StreamUtils.nonClosing(body))) {
      for (SeriesForecast forecast : predictions.forecasts()) lines.write(forecast);
    }
    body.write('\n');
    body.flush();
  }

  private static void csv(Predictions predictions, Writer text) throws IOException {
    // The container closes the body.
    CsvWriter csv = CsvWriter.builder().build(text);
    List<String> header =
        new ArrayList<>(List.of("seriesId", "target", "step", "timestamp", "mean"));
    for (double level : predictions.levels()) {
      String name = BigDecimal.valueOf(level).stripTrailingZeros().toPlainString();
      header.add("lower" + name);
      header.add("upper" + name);
    }
    HierarchyAnswer hierarchy = predictions.hierarchy();
    List<String> columns = hierarchy == null ? List.of() : hierarchy.columns();
    if (hierarchy != null) {
      header.add("level");
      header.addAll(columns);
    }
    csv.writeRecord(header);
    List<String> cells = new ArrayList<>(header.size());
    for (SeriesForecast forecast : predictions.forecasts()) {
      for (int i = 0; i < forecast.steps().length; i++) {
        cells.clear();
        cells.add(forecast.seriesId());
        cells.add(forecast.target() == null ? "" : forecast.target());
        cells.add(Long.toString(forecast.steps()[i]));
        cells.add(forecast.timestamps() == null ? "" : forecast.timestamps().get(i));
        cells.add(number(forecast.mean()[i]));
        for (Interval interval : forecast.intervals()) {
          cells.add(number(interval.lower()[i]));
          cells.add(number(interval.upper()[i]));
        }
        if (hierarchy != null) addGroup(forecast, columns, cells);
        csv.writeRecord(cells);
      }
    }
    csv.flush();
  }

  /// Adds the level of a group, `total` for the sum of all, and its value of each column; empty cells for a series.
  private static void addGroup(SeriesForecast forecast, List<String> columns, List<String> cells) {
    List<String> level = forecast.level();
    Map<String, String> group = Objects.requireNonNullElse(forecast.group(), Map.of());
    cells.add(level == null ? "" : level.isEmpty() ? "total" : String.join("/", level));
    for (String column : columns) cells.add(group.getOrDefault(column, ""));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
