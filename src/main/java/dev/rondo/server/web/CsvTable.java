package dev.rondo.server.web;

import java.util.List;

/// An answer that can also be written as a table, row by row.
public interface CsvTable {
  List<String> header();

  /// The rows, each with as many cells as the header; an empty cell is a missing value.
  Iterable<List<String>> rows();
}
