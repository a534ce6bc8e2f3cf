package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the first rows as text until they show what each column is, then passes them and all later rows on.
final class Collector implements RowSink {
  private static final int SAMPLE_ROWS = 1000;
  private static final int SAMPLE_CELLS = 200_000;

  /// @param cells without blanks around them
  record Row(long line, List<String> cells) {}

  private final char delimiter;
  private final ReadingOptions options;
  private final Findings findings;
  private final List<Row> rows = new ArrayList<>();
  private List<String> cells = new ArrayList<>();
  private long line;
  private int kept;
  private @Nullable Table table;

  /// @param delimiter of the cells
  Collector(char delimiter, ReadingOptions options, Findings findings) {
    this.delimiter = delimiter;
    this.options = options;
    this.findings = findings;
  }

  @Override
  public void cell(int index, char[] text, int from, int to) {
    if (table != null) table.cell(index, text, from, to);
    else cells.add(new String(text, from, to - from));
  }

  @Override
  public void beginRow(long startingLine) {
    line = startingLine;
    if (table != null) table.beginRow(line);
    else cells.clear();
  }

  @Override
  public void endRow(int count) {
    if (table != null) {
      table.endRow(count);
      return;
    }
    if (cells.stream().allMatch(String::isEmpty)) {
      cells.clear();
      return;
    }
    rows.add(new Row(line, cells));
    kept += cells.size();
    cells = new ArrayList<>(cells.size());
    if (rows.size() > SAMPLE_ROWS || kept > SAMPLE_CELLS && rows.size() > 20) decide();
  }

  private Table decide() {
    Row header = rows.getFirst();
    List<String> names = Header.names(header.cells(), rows, findings);
    List<Row> sample = Header.isAbsent(header.cells()) ? rows : rows.subList(1, rows.size());
    if (sample.isEmpty())
      throw Faults.refusal(header.line(), null, "there is a header but no row of values after it");
    Table decided = Plan.table(names, sample, delimiter, options, findings);
    for (Row row : sample) {
      decided.beginRow(row.line());
      for (int i = 0; i < row.cells().size(); i++) {
        char[] text = row.cells().get(i).toCharArray();
        decided.cell(i, text, 0, text.length);
      }
      decided.endRow(row.cells().size());
    }
    rows.clear();
    table = decided;
    return decided;
  }

  Reading finish() {
    if (table == null && rows.isEmpty())
      throw Faults.refusal("the upload is empty; send a header line and rows of values");
    Table whole = table == null ? decide() : table;
    return whole.finish();
  }
}
