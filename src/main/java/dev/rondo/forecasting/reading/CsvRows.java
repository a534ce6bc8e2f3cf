package dev.rondo.forecasting.reading;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.rondo.forecasting.reading.UnreadableException.Fault;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passes the cells of delimited text to a sink, directly from the parser's buffer. Text above a limit is refused at once.
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> {
  /// Characters of a cell.
  static final int LONGEST_CELL = 1 << 17;

  /// Characters of a line.
  static final int LONGEST_LINE = 1 << 23;

  /// Columns of a table.
  static final int MOST_COLUMNS = 100_000;

  private static final int SAMPLE = 1 << 16;

  /// A quoted cell that ends in a later line than it begins.
  private record Span(int column, long opens, long closes) implements Comparable<Span> {
    Fault fault() {
      return new Fault(
          opens,
          column,
          "a quote opens in line %d and closes only in line %d; close it in its line, or write a quote that belongs to the text twice within quotes"
              .formatted(opens, closes));
    }

    @Override
    public int compareTo(Span other) {
      return Long.compare(opens, other.opens);
    }
  }

  private final RowSink sink;
  private final Dialect dialect;

  /// The first span of a row, by the line in which the row begins.
  private final Map<Long, Span> spans = new HashMap<>();

  private boolean wanted;
  private long line;
  private long cellLine;
  private int length;

  private CsvRows(RowSink sink, Dialect dialect) {
    this.sink = sink;
    this.dialect = dialect;
  }

  static Reading read(Reader text, ReadingOptions options, Findings findings) throws IOException {
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
    Collector collector = new Collector(dialect.delimiter(), options, findings);
    CsvRows rows = new CsvRows(collector, dialect);
    try {
      rows.drive(whole);
      return collector.finish();
    } catch (UnreadableException e) {
      throw rows.explained(e);
    }
  }

  private void drive(Reader text) throws IOException {
    if (!dialect.commentedHeader().isEmpty()) {
      sink.beginRow(dialect.headerLine());
      for (int i = 0; i < dialect.commentedHeader().size(); i++) {
        char[] name = dialect.commentedHeader().get(i).toCharArray();
        sink.cell(i, name, 0, name.length);
      }
      sink.endRow(dialect.commentedHeader().size());
    }
    try (CsvReader<Boolean> reader =
        Dialect.reader(dialect.delimiter(), dialect.comments())
            .maxBufferSize(LONGEST_CELL)
            .build(this, text)) {
      var records = reader.iterator();
      while (records.hasNext()) records.next();
    } catch (CsvParseException e) {
      // The parser wraps what the source of the text or the sink throws.
      if (e.getCause() instanceof IOException io && !isBufferFull(io)) throw io;
      if (e.getCause() instanceof RuntimeException thrown) throw thrown;
      throw refusal(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isBufferFull(IOException e) {
    return String.valueOf(e.getMessage()).contains("maximum buffer size");
  }

  private UnreadableException refusal(CsvParseException e) {
    String reason = String.valueOf(e.getMessage());
    if (reason.contains("quote")) {
      return Faults.refusal(
          cellLine,
          null,
          "a quote opens in line %d and nothing closes it up to the end; close it, or write a quote that belongs to the text twice within quotes"
              .formatted(cellLine));
    }
    return Faults.refusal(
        cellLine,
        null,
        "a cell of line %d is longer than %d characters; if a quote opens in this line, close it"
            .formatted(cellLine, LONGEST_CELL));
  }

  /// Adds to a fault that a quote of its row does not close in its line.
  private UnreadableException explained(UnreadableException e) {
    if (spans.isEmpty()) return e;
    List<Fault> faults = new ArrayList<>();
    for (Fault fault : e.faults()) {
      Span span = fault.line() == null ? Collections.min(spans.values()) : spans.get(fault.line());
      boolean concerned =
          span != null && (fault.column() == null || fault.column() == span.column());
      if (span != null && concerned) faults.add(span.fault());
      if (!concerned || fault.line() == null) faults.add(fault);
    }
    return new UnreadableException(faults);
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine;
    cellLine = startingLine;
    length = 0;
    wanted = startingLine >= dialect.headerLine();
    if (wanted) sink.beginRow(line);
  }

  @Override
  protected void handleField(int place, char[] text, int from, int count, boolean quoted) {
    length += count + 1;
    int index = place - dialect.skippedColumns();
    if (length > LONGEST_LINE || index >= MOST_COLUMNS) throw tooLong();
    if (!wanted || index < 0) return;
    int to = from + count;
    while (from < to && isBlank(text[from])) from++;
    while (to > from && isBlank(text[to - 1])) to--;
    // The parser does not recognise a quote after a blank.
    if (!quoted && to - from > 1 && text[from] == '"' && text[to - 1] == '"') {
      from++;
      to--;
    }
    if (quoted) countLines(index + 1, text, from, to);
    sink.cell(index, text, from, to);
  }

  private UnreadableException tooLong() {
    return Faults.refusal(
        line,
        null,
        length > LONGEST_LINE
            ? "the line is longer than %d characters; write each row in a line of its own"
                .formatted(LONGEST_LINE)
            : "the line has more than %d cells; write one row for each series and time"
                .formatted(MOST_COLUMNS));
  }

  private void countLines(int column, char[] text, int from, int to) {
    long opens = cellLine;
    for (int i = from; i < to; i++) if (text[i] == '\n') cellLine++;
    if (cellLine > opens && spans.size() < Faults.MOST)
      spans.putIfAbsent(line, new Span(column, opens, cellLine));
  }

  static boolean isBlank(char c) {
    return c <= ' ' && c != 0 || c == '\u00a0' || c == '\ufeff';
  }

  @Override
  protected @Nullable Boolean buildRecord() {
    int count = getFieldCount() - dialect.skippedColumns();
    if (wanted && count > 0) sink.endRow(count);
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
