package dev.rondo.forecasting.reading;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The layout of a delimited text, inferred from its beginning.
///
/// @param comments whether lines that begin with `#` are remarks
/// @param headerLine 1-based line of the header; the lines before it are not part of the table
/// @param commentedHeader names of the columns if the header is a remark, such as `# time,value`; otherwise empty
/// @param skippedColumns columns before the table: InfluxDB's annotated CSV begins rows with three of its own
record Dialect(
    char delimiter,
    boolean comments,
    long headerLine,
    List<String> commentedHeader,
    int skippedColumns) {
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  /// The delimiters that Excel uses.
  private static final Pattern DECLARED =
      Pattern.compile("\\A\\s*\"?sep=(.)\"?[ \\t]*(?:\\R|\\z)", Pattern.CASE_INSENSITIVE);

  private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*#.*$");

  // The library plans to remove the choice of text after a closing quote, and names no other.
  @SuppressWarnings("removal")
  static CsvReader.CsvReaderBuilder reader(char delimiter, boolean comments) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .commentStrategy(comments ? CommentStrategy.SKIP : CommentStrategy.NONE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowExtraCharsAfterClosingQuote(true);
  }

  /// The records of the sample with a delimiter, and how well they make a table.
  private record Trial(char delimiter, List<CsvRecord> records, int width, double score) {}

  /// @param sample whole lines from the beginning of the text
  static Dialect of(String sample, Findings findings) {
    long remarks = COMMENT.matcher(sample).results().count();
    boolean comments =
        sample.stripLeading().startsWith("#")
            || remarks > 0 && 2 * remarks <= sample.lines().count();
    Matcher declared = DECLARED.matcher(sample);
    Dialect dialect;
    if (declared.find()) {
      char delimiter = declared.group(1).charAt(0);
      List<CsvRecord> records = records(sample, delimiter, comments);
      long line = records.size() < 2 ? 2 : records.get(1).getStartingLineNumber();
      dialect = new Dialect(delimiter, comments, line, List.of(), 0);
    } else {
      dialect = best(sample, comments);
    }
    if (comments) dialect = dialect.withRemarks(sample);
    dialect.tell(findings);
    return dialect;
  }

  private static Dialect best(String sample, boolean comments) {
    Trial best = new Trial(',', List.of(), 1, -1);
    for (char delimiter : DELIMITERS) {
      Trial trial = trial(sample, delimiter, comments);
      if (trial.score() > best.score()) best = trial;
    }
    List<CsvRecord> records = best.score() < 0 ? records(sample, ',', comments) : best.records();
    if (records.isEmpty()) return new Dialect(',', comments, 1, List.of(), 0);
    CsvRecord header = best.score() < 0 ? records.getFirst() : header(records, best.width());
    return new Dialect(best.delimiter(), comments, header.getStartingLineNumber(), List.of(), 0);
  }

  private static Trial trial(String sample, char delimiter, boolean comments) {
    List<CsvRecord> records = records(sample, delimiter, comments);
    Map<Integer, Integer> widths = new HashMap<>();
    for (CsvRecord one : records) widths.merge(one.getFieldCount(), 1, Integer::sum);
    int width = 1;
    int rows = 0;
    for (var entry : widths.entrySet()) {
      if (entry.getKey() > 1 && entry.getValue() > rows) {
        width = entry.getKey();
        rows = entry.getValue();
      }
    }
    if (width == 1) return new Trial(delimiter, records, 1, -1);
    // A delimiter that splits the header like the rows is better than one that happens to be
    // within the cells.
    double score =
        (double) rows / records.size()
            + (header(records, width).getFieldCount() == width ? 1 : 0)
            + Math.min(width, 100) * 1e-4;
    return new Trial(delimiter, records, width, score);
  }

  /// The first record as wide as the rest, after at most some lines of a title; rows that end early are found later, where they
  /// can be told.
  private static CsvRecord header(List<CsvRecord> records, int width) {
    for (int i = 0; i < Math.min(records.size(), 20); i++) {
      int count = records.get(i).getFieldCount();
      if (count == width || count > 1 && i == 0) return records.get(i);
    }
    return records.getFirst();
  }

  /// The dialect with the column names that remarks contain.
  private Dialect withRemarks(String sample) {
    List<CsvRecord> records = records(sample, delimiter, true);
    CsvRecord header =
        records.stream()
            .filter(one -> one.getStartingLineNumber() >= headerLine)
            .findFirst()
            .orElse(null);
    if (header == null) return this;
    List<String> names = header.getFields();
    if (names.size() > 3
        && names.get(0).isEmpty()
        && names.get(1).equals("result")
        && names.get(2).equals("table")) {
      return new Dialect(delimiter, true, headerLine, List.of(), 3);
    }
    if (!Header.isAbsent(names)) return this;
    String before = sample.lines().limit(headerLine - 1).reduce("", (_, next) -> next.strip());
    if (!before.startsWith("#")) return this;
    // Of the remarks before the rows the last may name the columns.
    List<CsvRecord> last = records(before.replaceFirst("^#+\\s*", ""), delimiter, false);
    if (last.isEmpty() || last.getFirst().getFieldCount() != names.size()) return this;
    List<String> cells = last.getFirst().getFields().stream().map(CsvRows::trim).toList();
    return new Dialect(delimiter, true, headerLine, cells, 0);
  }

  private void tell(Findings findings) {
    if (delimiter != ',') {
      findings.inferred(
          "delimiter",
          "cells are parted by " + (delimiter == '\t' ? "tabs" : "'" + delimiter + "'"));
    }
    if (headerLine > 1) {
      findings.inferred(
          "header",
          commentedHeader.isEmpty()
              ? "the table begins with the header in line %d; the lines before were passed over"
                  .formatted(headerLine)
              : "the columns are named in a remark before line %d".formatted(headerLine));
    }
    if (comments && commentedHeader.isEmpty())
      findings.inferred("remarks", "lines that begin with # were passed over");
    if (skippedColumns > 0)
      findings.inferred(
          "annotated",
          "the first three columns are those of InfluxDB's annotated CSV and were passed over");
  }

  private static List<CsvRecord> records(String sample, char delimiter, boolean comments) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        reader(delimiter, comments).allowUnclosedQuote(true).ofCsvRecord(sample)) {
      for (CsvRecord one : reader) records.add(one);
    } catch (IOException | RuntimeException _) {
      // What cannot be parsed with this delimiter speaks against it.
      return List.of();
    }
    return records;
  }
}
