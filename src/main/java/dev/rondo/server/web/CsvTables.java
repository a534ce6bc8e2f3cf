package dev.rondo.server.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/// Writes tables as `text/csv`.
@Component
public final class CsvTables extends AbstractHttpMessageConverter<CsvTable> {
  public static final String CSV = "text/csv";

  CsvTables() {
    super(StandardCharsets.UTF_8, MediaType.parseMediaType(CSV));
  }

  @Override
  protected boolean supports(Class<?> type) {
    return CsvTable.class.isAssignableFrom(type);
  }

  @Override
  protected boolean canRead(@Nullable MediaType type) {
    return false;
  }

  @Override
  protected CsvTable readInternal(Class<? extends CsvTable> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("writes only", message);
  }

  @Override
  protected void writeInternal(CsvTable table, HttpOutputMessage message) throws IOException {
    Writer text =
        new BufferedWriter(new OutputStreamWriter(message.getBody(), StandardCharsets.UTF_8));
    // The container closes the body.
    CsvWriter csv = CsvWriter.builder().build(text);
    csv.writeRecord(table.header());
    for (List<String> row : table.rows()) csv.writeRecord(row);
    csv.flush();
    text.flush();
  }
}
