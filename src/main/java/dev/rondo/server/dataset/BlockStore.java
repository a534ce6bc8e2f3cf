package dev.rondo.server.dataset;

import dev.rondo.server.dataset.Blocks.Block;
import dev.rondo.server.dataset.Blocks.Piece;
import dev.rondo.server.dataset.Blocks.Range;
import dev.rondo.server.web.NotFoundException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The blocks of the stored datasets. Changes take place within the caller's transaction.
@Component
class BlockStore {
  /// Bytes up to which the last block is always joined with what follows it.
  private static final long SMALL = 4096;

  private final JdbcClient database;

  BlockStore(JdbcClient database) {
    this.database = database;
  }

  /// A block without its values.
  ///
  /// @param number place among the blocks of the dataset
  record Listed(int number, Range range) {}

  /// The blocks that may have steps from `fromStep` on of the series from `firstSeries` to `lastSeries`, in order.
  List<Listed> listed(String datasetId, int firstSeries, int lastSeries, int fromStep) {
    return database
        .sql(
            "select number, first_series, last_series, first_step, last_step from series_block where dataset_id = ? and first_series <= ? and last_series >= ? and (last_step is null or last_step >= ?) order by number")
        .params(datasetId, lastSeries, firstSeries, fromStep)
        .query((row, _) -> new Listed(row.getInt("number"), range(row)))
        .list();
  }

  /// Blocks of earlier builds have no steps in their rows: any step may be in them.
  private static Range range(ResultSet row) throws SQLException {
    int firstStep = row.getInt("first_step");
    int lastStep = row.getInt("last_step");
    if (row.wasNull()) lastStep = Integer.MAX_VALUE;
    return new Range(row.getInt("first_series"), row.getInt("last_series"), firstStep, lastStep);
  }

  /// Empty if there is no such block.
  Optional<Block> find(String datasetId, int number) {
    return database
        .sql(
            "select first_series, last_series, first_step, last_step, checksum, bytes from series_block where dataset_id = ? and number = ?")
        .params(datasetId, number)
        .query((row, _) -> new Block(range(row), row.getLong("checksum"), row.getBytes("bytes")))
        .optional();
  }

  /// As [#find]; throws [NotFoundException].
  Block block(String datasetId, int number) {
    return find(datasetId, number).orElseThrow(() -> new NotFoundException("dataset", datasetId));
  }

  void add(String datasetId, int number, Block block) {
    Range range = block.range();
    database
        .sql(
            "insert into series_block (dataset_id, number, first_series, last_series, first_step, last_step, checksum, bytes) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            datasetId,
            number,
            range.firstSeries(),
            range.lastSeries(),
            range.firstStep(),
            range.lastStep(),
            block.checksum(),
            block.bytes())
        .update();
  }

  void remove(String datasetId, int number) {
    database
        .sql("delete from series_block where dataset_id = ? and number = ?")
        .params(datasetId, number)
        .update();
  }

  private record Last(int number, long bytes) {}

  private Optional<Last> last(String datasetId) {
    return database
        .sql(
            "select number, octet_length(bytes) as size from series_block where dataset_id = ? order by number desc limit 1")
        .param(datasetId)
        .query((row, _) -> new Last(row.getInt("number"), row.getLong("size")))
        .optional();
  }

  /// Adds pieces behind the last block. The last blocks are joined with them as long as they are not much larger, so that many
  /// small additions make few blocks, and each value is written again only a few times.
  ///
  /// @param pieces by series, in the order of time
  void append(String datasetId, int columns, List<Piece> pieces) {
    List<Piece> all = pieces;
    long size = Blocks.bytes(all);
    Optional<Last> last = last(datasetId);
    int number = last.map(Last::number).orElse(-1) + 1;
    while (last.isPresent()
        && last.get().bytes() <= Math.max(SMALL, 2 * size)
        && last.get().bytes() + size <= (long) Blocks.VALUES * Double.BYTES) {
      number = last.get().number();
      all = Blocks.joined(Blocks.pieces(block(datasetId, number), columns), all);
      remove(datasetId, number);
      size = Blocks.bytes(all);
      last = last(datasetId);
    }
    int[] next = {number};
    Blocks.Writer writer = new Blocks.Writer(columns, block -> add(datasetId, next[0]++, block));
    for (Piece piece : all) writer.add(piece.series(), piece.firstStep(), piece.values());
    writer.flush();
  }
}
