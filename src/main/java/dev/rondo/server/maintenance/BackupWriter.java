package dev.rondo.server.maintenance;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a backup: a ZIP file with these entries, in this order.
///
/// | entry | content |
/// |---|---|
/// | `header.json` | a [BackupHeader] |
/// | `tables/NAME` for each table | the rows, one after the other. A row has for each column one byte, 1 if there is a value, 0 if it is null, and the value as [ColumnType] describes |
/// | `checksums.json` | a [BackupContent] |
final class BackupWriter {
  static final String HEADER = "header.json";
  static final String TABLES = "tables/";
  static final String CHECKSUMS = "checksums.json";

  private static final int ROWS_BETWEEN_REPORTS = 100;

  private BackupWriter() {}

  /// Writes all tables; the stream stays open.
  ///
  /// @param connection in a transaction of [TableReader#begin]
  static List<TableContent> write(
      Connection connection,
      List<StoredTable> tables,
      BackupHeader header,
      OutputStream out,
      Progress progress)
      throws IOException, SQLException {
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
    zip.setLevel(Deflater.BEST_SPEED);
    write(HEADER, BackupHeader.FORMAT.write(header), zip);
    List<TableContent> contents = new ArrayList<>();
    for (StoredTable table : tables) {
      zip.putNextEntry(new ZipEntry(TABLES + table.name()));
      TableDigest digest = new TableDigest(table, new Entry(zip));
      TableReader.each(
          connection,
          table,
          row -> {
            digest.add(row);
            if (digest.rows() % ROWS_BETWEEN_REPORTS == 0) progress.at(table.name(), digest.rows());
          });
      zip.closeEntry();
      progress.at(table.name(), digest.rows());
      contents.add(digest.content());
    }
    write(CHECKSUMS, BackupContent.FORMAT.write(new BackupContent(contents)), zip);
    zip.finish();
    zip.flush();
    return contents;
  }

  private static void write(String entry, String text, ZipOutputStream zip) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /// The end of a row does not flush the file.
  private static final class Entry extends FilterOutputStream {
    Entry(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void flush() {}
  }
}
