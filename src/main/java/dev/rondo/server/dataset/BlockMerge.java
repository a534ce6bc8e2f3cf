package dev.rondo.server.dataset;

import dev.rondo.server.dataset.BlockStore.Listed;
import dev.rondo.server.dataset.Blocks.Block;
import dev.rondo.server.dataset.Blocks.Piece;
import dev.rondo.server.dataset.Blocks.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Merges rows with the blocks of a dataset, within the caller's transaction. Each block that has steps of the rows is read once,
/// and written again only if its values change.
final class BlockMerge {
  /// A block with more bytes is not written again for each change at the end of a series. The steps from the change on are taken
  /// out and stored with those that follow.
  private static final int LARGE = 64 << 10;

  /// Most steps that are taken out of a block.
  private static final int MOST_STEPS_OF_A_TAIL = 4096;

  private final BlockStore blocks;
  private final String datasetId;
  private final int columns;
  private final RowMerge rows;

  BlockMerge(BlockStore blocks, String datasetId, int columns, RowMerge rows) {
    this.blocks = blocks;
    this.datasetId = datasetId;
    this.columns = columns;
    this.rows = rows;
  }

  /// Merges the rows at stored steps.
  void merge(List<SeriesAddition> additions) {
    NavigableMap<Integer, SeriesAddition> stored = new TreeMap<>();
    int first = Integer.MAX_VALUE;
    for (SeriesAddition one : additions) {
      if (one.steps[0] >= one.knownSteps()) continue;
      stored.put(one.position, one);
      first = Math.min(first, one.steps[0]);
    }
    if (stored.isEmpty()) return;
    for (Listed one : blocks.listed(datasetId, stored.firstKey(), stored.lastKey(), first)) {
      Range range = one.range();
      boolean has =
          stored.subMap(range.firstSeries(), true, range.lastSeries(), true).values().stream()
              .anyMatch(addition -> has(range, addition));
      if (has) merge(one.number(), stored);
    }
  }

  private static boolean has(Range range, SeriesAddition addition) {
    int row = addition.firstRow(range.firstStep());
    return row < addition.steps.length && addition.steps[row] <= range.lastStep();
  }

  private void merge(int number, NavigableMap<Integer, SeriesAddition> stored) {
    Block block = blocks.block(datasetId, number);
    boolean large = block.bytes().length > LARGE;
    boolean changed = false;
    List<Piece> kept = new ArrayList<>();
    for (Piece piece : Blocks.pieces(block, columns)) {
      SeriesAddition addition = stored.get(piece.series());
      int from = addition == null ? -1 : merge(addition, piece);
      changed |= from >= 0;
      if (addition == null || from < 0 || !large || !isTail(addition, piece, from)) {
        kept.add(piece);
        continue;
      }
      addition.tail = piece.part(from, piece.steps());
      if (from > 0) kept.add(piece.part(0, from));
    }
    if (!changed || !rows.conflicts().isEmpty()) return;
    blocks.remove(datasetId, number);
    @Nullable Block written = Blocks.of(kept, columns);
    if (written != null) blocks.add(datasetId, number, written);
  }

  private static boolean isTail(SeriesAddition addition, Piece piece, int from) {
    return piece.end() == addition.knownSteps() && piece.steps() - from <= MOST_STEPS_OF_A_TAIL;
  }

  /// Merges the rows within a piece.
  ///
  /// @return first step of the piece that changed, counted from its first one; -1 if none did
  private int merge(SeriesAddition addition, Piece piece) {
    int first = -1;
    for (int row = addition.firstRow(piece.firstStep());
        row < addition.steps.length && addition.steps[row] < piece.end();
        row++) {
      int at = addition.steps[row] - piece.firstStep();
      if (rows.merge(addition, row, piece.values(), at) && first < 0) first = at;
    }
    return first;
  }
}
