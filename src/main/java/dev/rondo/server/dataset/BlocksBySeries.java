package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.Checksum;
import dev.rondo.server.TableMigration;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.migration.Context;
import org.springframework.stereotype.Component;

/// Migration 3: adds a version to each dataset and replaces its blocks by ones with pieces of series, see [Blocks].
///
/// Format 1 stores the values of a dataset as one sequence of numbers, series by series, column by column, cut every 131 072
/// values. They are rewritten block by block, with bounded memory. A dataset with a damaged block gets checksums that do not
/// match, so that it is still known to be damaged; its other values are kept.
@Component
class BlocksBySeries extends TableMigration {
  private static final int OLD_VALUES = 1 << 17;
  private static final int HELD_BLOCKS = 32;

  /// Column definition up to the type of the bytes.
  private static final String BLOCKS =
      "create table series_block ("
          + "dataset_id varchar(36) not null references dataset (id) on delete cascade, "
          + "number integer not null, first_series integer not null, last_series integer not null, "
          + "checksum bigint not null, primary key (dataset_id, number), bytes ";

  BlocksBySeries() {
    super(3, "blocks by series");
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    run(connection, "alter table dataset add column version integer default 1 not null");
    run(connection, BLOCKS + largeBytes(connection) + " not null)");
    if (onH2(connection))
      run(connection, "alter table model alter column weights binary large object not null");
    for (String id : ids(connection)) rewrite(connection, id);
    run(connection, "drop table dataset_block");
    run(connection, "alter table dataset_series drop column first_value");
  }

  private static List<String> ids(Connection connection) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from dataset order by id")) {
      while (rows.next()) ids.add(rows.getString(1));
    }
    return ids;
  }

  /// A series of format 1.
  private record OldSeries(int position, int steps, long first) {}

  private static void rewrite(Connection connection, String id) throws SQLException {
    List<OldSeries> all = new ArrayList<>();
    long steps = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "select position, steps, first_value from dataset_series where dataset_id = ? order by position")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          all.add(new OldSeries(rows.getInt(1), rows.getInt(2), rows.getLong(3)));
          steps += rows.getInt(2);
        }
      }
    }
    long values = values(connection, id);
    if (steps == 0 || values % steps != 0) return;
    int columns = Math.toIntExact(values / steps);
    if (columns == 0) return;
    try (OldBlocks old = new OldBlocks(connection, id);
        NewBlocks kept = new NewBlocks(connection, id)) {
      Blocks.Writer writer = new Blocks.Writer(columns, block -> kept.add(block, old.damaged));
      for (OldSeries series : all) {
        int most = Math.max(1, Blocks.VALUES / columns);
        for (int from = 0; from < series.steps(); from += most) {
          double[][] piece = new double[columns][Math.min(most, series.steps() - from)];
          for (int c = 0; c < columns; c++)
            old.read(series.first() + (long) c * series.steps() + from, piece[c]);
          writer.add(series.position(), from, piece);
        }
      }
      writer.flush();
    }
  }

  private static long values(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select coalesce(sum(octet_length(bytes)), 0) from dataset_block where dataset_id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1) / Double.BYTES;
      }
    }
  }

  /// The values of a dataset of format 1, with a cache of the last blocks.
  private static final class OldBlocks implements AutoCloseable {
    private final PreparedStatement select;
    private boolean damaged;
    private final Map<Integer, byte[]> held =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
            return size() > HELD_BLOCKS;
          }
        };

    OldBlocks(Connection connection, String id) throws SQLException {
      select =
          connection.prepareStatement(
              "select checksum, bytes from dataset_block where dataset_id = ? and position = ?");
      select.setString(1, id);
    }

    void read(long first, double[] into) throws SQLException {
      for (int done = 0; done < into.length; ) {
        long at = first + done;
        int offset = (int) (at % OLD_VALUES);
        int count = Math.min(into.length - done, OLD_VALUES - offset);
        byte[] bytes = block(Math.toIntExact(at / OLD_VALUES));
        if (bytes.length >= (offset + count) * Double.BYTES) {
          ByteBuffer.wrap(bytes, offset * Double.BYTES, count * Double.BYTES)
              .slice()
              .order(ByteOrder.LITTLE_ENDIAN)
              .asDoubleBuffer()
              .get(into, done, count);
        } else {
          damaged = true;
        }
        done += count;
      }
    }

    private byte[] block(int position) throws SQLException {
      byte[] known = held.get(position);
      if (known != null) return known;
      select.setInt(2, position);
      byte[] bytes = new byte[0];
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          bytes = row.getBytes(2);
          if (Checksum.of(bytes) != row.getLong(1)) damaged = true;
        }
      }
      held.put(position, bytes);
      return bytes;
    }

    @Override
    public void close() throws SQLException {
      select.close();
    }
  }

  /// The blocks of a dataset in the new format.
  private static final class NewBlocks implements AutoCloseable {
    private final PreparedStatement insert;
    private int number;

    NewBlocks(Connection connection, String id) throws SQLException {
      insert =
          connection.prepareStatement(
              "insert into series_block (dataset_id, number, first_series, last_series, checksum, bytes) values (?, ?, ?, ?, ?, ?)");
      insert.setString(1, id);
    }

    void add(Blocks.Block block, boolean damaged) {
      try {
        insert.setInt(2, number++);
        insert.setInt(3, block.range().firstSeries());
        insert.setInt(4, block.range().lastSeries());
        insert.setLong(5, damaged ? ~block.checksum() : block.checksum());
        insert.setBytes(6, block.bytes());
        insert.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException("cannot keep a block", e);
      }
    }

    @Override
    public void close() throws SQLException {
      insert.close();
    }
  }
}
