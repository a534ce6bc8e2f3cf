package dev.rondo.forecasting.reading;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a delimited text is laid out, as its beginning shows.
///
/// @param comments whether lines that begin with `#` are remarks
/// @param headerLine 1-based line of the header; what stands before is no part of the table
record Dialect(char delimiter, boolean comments, long headerLine) {
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  static CsvReader.CsvReaderBuilder reader(char delimiter, boolean comments) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .commentStrategy(comments ? CommentStrategy.SKIP : CommentStrategy.NONE)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(true);
  }

  /// @param sample whole lines from the beginning of the text
  static Dialect of(String sample, Findings findings) {
    boolean comments = sample.stripLeading().startsWith("#");
    Dialect best = new Dialect(',', comments, 1);
    double bestScore = -1;
    for (char delimiter : DELIMITERS) {
      List<CsvRecord> records = records(sample, delimiter, comments);
      if (records.isEmpty()) continue;
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
      if (width == 1) continue;
      CsvRecord header = header(records, width);
      // A delimiter that parts the header as it parts the rows is better than one that happens to
      // be within the cells.
      double score =
          (double) rows / records.size()
              + (header.getFieldCount() == width ? 1 : 0)
              + Math.min(width, 100) * 1e-4;
      if (score > bestScore) {
        bestScore = score;
        best = new Dialect(delimiter, comments, header.getStartingLineNumber());
      }
    }
    if (bestScore < 0) {
      List<CsvRecord> records = records(sample, ',', comments);
      if (!records.isEmpty())
        best = new Dialect(',', comments, records.getFirst().getStartingLineNumber());
    }
    if (best.delimiter != ',') {
      findings.inferred(
          "delimiter",
          "cells are parted by " + (best.delimiter == '\t' ? "tabs" : "'" + best.delimiter + "'"));
    }
    if (best.headerLine > 1) {
      findings.inferred(
          "header",
          "the table begins with the header in line "
              + best.headerLine
              + "; the lines before were passed over");
    }
    return best;
  }

  /// The first record as wide as the rest, after at most some lines of a title; rows that end early are found
  /// later, where they can be told.
  private static CsvRecord header(List<CsvRecord> records, int width) {
    for (int i = 0; i < Math.min(records.size(), 20); i++) {
      int count = records.get(i).getFieldCount();
      if (count == width || count > 1 && i == 0) return records.get(i);
    }
    return records.getFirst();
  }

  private static List<CsvRecord> records(String sample, char delimiter, boolean comments) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        reader(delimiter, comments).allowUnclosedQuote(true).ofCsvRecord(sample)) {
      for (CsvRecord one : reader) records.add(one);
    } catch (java.io.IOException | RuntimeException _) {
      // What cannot be parsed with this delimiter speaks against it.
      return List.of();
    }
    return records;
  }
}
