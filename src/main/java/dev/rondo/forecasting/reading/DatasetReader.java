package dev.rondo.forecasting.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads text into a dataset. It infers what the options leave open, and reports what it inferred.
public final class DatasetReader {
  private DatasetReader() {}

  /// A row of cells.
  ///
  /// @param line 1-based line of the upload
  /// @param cells in the order of the header; null or an empty text is a missing value
  public record Row(long line, List<? extends @Nullable String> cells) {}

  /// Reads delimited text with a header as a stream and keeps only numbers. Throws [UnreadableException], which names up to a
  /// hundred faults.
  public static Reading csv(InputStream bytes, ReadingOptions options) throws IOException {
    Findings findings = new Findings();
    return CsvRows.read(Encoding.decode(bytes, findings), options, findings);
  }

  /// Reads rows that are already divided into cells, as a stream. Throws [UnreadableException].
  public static Reading rows(List<String> header, Iterator<Row> rows, ReadingOptions options) {
    Findings findings = new Findings();
    Collector collector = new Collector(',', options, findings);
    accept(collector, 1, header);
    while (rows.hasNext()) {
      Row row = rows.next();
      accept(collector, row.line(), row.cells());
    }
    return collector.finish();
  }

  private static void accept(
      Collector collector, long line, List<? extends @Nullable String> cells) {
    collector.beginRow(line);
    int index = 0;
    for (String cell : cells) {
      char[] text = cell == null ? new char[0] : CsvRows.trim(cell).toCharArray();
      collector.cell(index++, text, 0, text.length);
    }
    collector.endRow(cells.size());
  }
}
