package dev.rondo.forecasting.reading;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Drives a sink with the cells of delimited text, straight from the parser's buffer.
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> {
  private static final int SAMPLE = 1 << 16;

  private final RowSink sink;
  private final long headerLine;
  private boolean wanted;
  private long line;

  private CsvRows(RowSink sink, long headerLine) {
    this.sink = sink;
    this.headerLine = headerLine;
  }

  static void read(Reader text, RowSink sink, Findings findings) throws IOException {
    char[] head = new char[SAMPLE];
    int length = 0;
    for (int n; length < SAMPLE && (n = text.read(head, length, SAMPLE - length)) >= 0; )
      length += n;
    String sample = new String(head, 0, length);
    if (sample.isBlank())
      throw Faults.refusal("the upload is empty; send a header line and rows of values");
    if (length == SAMPLE) {
      int end = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'));
      if (end > 0) sample = sample.substring(0, end);
    }
    Dialect dialect = Dialect.of(sample, findings);
    PushbackReader whole = new PushbackReader(text, SAMPLE);
    whole.unread(head, 0, length);
    CsvRows rows = new CsvRows(sink, dialect.headerLine());
    try (CsvReader<Boolean> reader =
        Dialect.reader(dialect.delimiter(), dialect.comments()).build(rows, whole)) {
      var records = reader.iterator();
      while (records.hasNext()) records.next();
    } catch (CsvParseException e) {
      throw Faults.refusal(
          rows.line + 1,
          null,
          "the text breaks off or is not delimited text after line "
              + rows.line
              + ": "
              + e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine;
    wanted = startingLine >= headerLine;
    if (wanted) sink.beginRow(line);
  }

  @Override
  protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
    if (!wanted) return;
    int to = from + length;
    while (from < to && isBlank(text[from])) from++;
    while (to > from && isBlank(text[to - 1])) to--;
    // A quote after a blank is none to the parser.
    if (!quoted && to - from > 1 && text[from] == '"' && text[to - 1] == '"') {
      from++;
      to--;
    }
    sink.cell(index, text, from, to);
  }

  static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\ufeff';
  }

  @Override
  protected @Nullable Boolean buildRecord() {
    if (wanted && getFieldCount() > 0) sink.endRow(getFieldCount());
    return Boolean.TRUE;
  }

  /// Trims one text the way cells are.
  static String trim(String text) {
    char[] all = text.toCharArray();
    int from = 0;
    int to = all.length;
    while (from < to && isBlank(all[from])) from++;
    while (to > from && isBlank(all[to - 1])) to--;
    return new String(Arrays.copyOfRange(all, from, to));
  }
}
