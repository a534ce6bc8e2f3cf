package dev.rondo.server.dataset;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/// Writes the values of a series as `text/csv`, one line for each time step.
@Component
final class SeriesText extends AbstractHttpMessageConverter<SeriesValues> {
  static final String CSV = "text/csv";

  SeriesText() {
    super(StandardCharsets.UTF_8, MediaType.parseMediaType(CSV));
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == SeriesValues.class;
  }

  @Override
  protected boolean canRead(@Nullable MediaType type) {
    return false;
  }

  @Override
  protected SeriesValues readInternal(
      Class<? extends SeriesValues> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("writes only", message);
  }

  @Override
  protected void writeInternal(SeriesValues series, HttpOutputMessage message) throws IOException {
    Writer text =
        new BufferedWriter(new OutputStreamWriter(message.getBody(), StandardCharsets.UTF_8));
    // The container closes the body.
    CsvWriter csv = CsvWriter.builder().build(text);
    List<String> cells = new ArrayList<>(series.columns());
    cells.addFirst("time");
    csv.writeRecord(cells);
    Iterator<double[]> values = series.values().iterator();
    for (String time : series.timestamps()) {
      cells.clear();
      cells.add(time);
      for (double value : values.next())
        cells.add(Double.isNaN(value) ? "" : Double.toString(value));
      csv.writeRecord(cells);
    }
    csv.flush();
    text.flush();
  }
}
