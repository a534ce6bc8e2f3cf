package dev.rondo.server.maintenance;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Reads what [BackupWriter] writes, once, from the beginning to the end. Whoever uses the rows may trust them only after [#read] has
/// returned, because the checksums are at the end.
final class BackupReader {
  /// Largest header, many times that of any schema.
  private static final int LARGEST_DOCUMENT = 16 << 20;

  private final ZipInputStream zip;
  private final BackupHeader header;

  /// Receives the tables in order.
  interface Sink {
    /// @return receives the rows of the table
    TableReader.Sink table(StoredTable table) throws SQLException;
  }

  /// Reads the header; throws [BackupException] if this is not a backup.
  BackupReader(InputStream in) throws IOException {
    zip = new ZipInputStream(new BufferedInputStream(in, 1 << 16));
    try {
      header = BackupHeader.FORMAT.read(document(BackupWriter.HEADER));
    } catch (UnreadableDocumentException | ZipException | EOFException e) {
      throw new BackupException("this is not a readable backup: " + e.getMessage(), e);
    }
  }

  BackupHeader header() {
    return header;
  }

  /// Reads all rows and compares them with the checksums; throws [BackupException] if the backup is damaged or incomplete.
  List<TableContent> read(Sink sink, Progress progress) throws IOException, SQLException {
    try {
      List<TableContent> contents = new ArrayList<>();
      for (BackupHeader.Table table : header.tables())
        contents.add(read(table.stored(), sink, progress));
      List<TableContent> written =
          BackupContent.FORMAT.read(document(BackupWriter.CHECKSUMS)).tables();
      for (int i = 0; i < contents.size(); i++) {
        if (i >= written.size() || !written.get(i).equals(contents.get(i)))
          throw new BackupException(
              "the backup is damaged: the checksum of table %s does not match"
                  .formatted(contents.get(i).table()));
      }
      return contents;
    } catch (EOFException | ZipException | DateTimeException | UnreadableDocumentException e) {
      throw new BackupException("the backup is incomplete or damaged: " + e.getMessage(), e);
    }
  }

  private TableContent read(StoredTable table, Sink sink, Progress progress)
      throws IOException, SQLException {
    next(BackupWriter.TABLES + table.name());
    BufferedInputStream buffered = new BufferedInputStream(zip, 1 << 16);
    DataInputStream in = new DataInputStream(buffered);
    TableDigest digest = new TableDigest(table);
    TableReader.Sink rows = sink.table(table);
    while (hasMore(buffered)) {
      @Nullable Object[] row = new @Nullable Object[table.columns().size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = in.readBoolean() ? table.columns().get(i).type().read(in) : null;
      }
      digest.add(row);
      rows.accept(row);
      if (digest.rows() % 100 == 0) progress.at(table.name(), digest.rows());
    }
    progress.at(table.name(), digest.rows());
    return digest.content();
  }

  private static boolean hasMore(BufferedInputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) return false;
    in.reset();
    return true;
  }

  private String document(String name) throws IOException {
    next(name);
    byte[] bytes = zip.readNBytes(LARGEST_DOCUMENT);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void next(String name) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    if (entry == null) throw new EOFException("it ends before " + name);
    if (!entry.getName().equals(name))
      throw new ZipException("it has " + entry.getName() + " in place of " + name);
  }
}
