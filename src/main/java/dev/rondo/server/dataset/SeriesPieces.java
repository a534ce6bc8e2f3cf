package dev.rondo.server.dataset;

import dev.rondo.server.dataset.Blocks.Block;
import dev.rondo.server.dataset.Blocks.Piece;
import dev.rondo.server.web.NotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The pieces of one stored series in the order of time. Blocks may be joined and replaced meanwhile; then the list of blocks is
/// read again from the next step on.
final class SeriesPieces implements Iterator<Piece> {
  private static final int MOST_READINGS = 3; // of the list without a further step

  private final BlockStore blocks;
  private final String datasetId;
  private final StoredSeries series;
  private final int columns;
  private final Deque<Piece> ready = new ArrayDeque<>();
  private final Deque<Integer> numbers = new ArrayDeque<>();
  private int readings;
  private int next;

  SeriesPieces(BlockStore blocks, String datasetId, StoredSeries series, int columns) {
    this.blocks = blocks;
    this.datasetId = datasetId;
    this.series = series;
    this.columns = columns;
    list();
  }

  private void list() {
    ready.clear();
    numbers.clear();
    if (++readings > MOST_READINGS) throw SeriesStore.incomplete(series);
    List<BlockStore.Listed> all =
        blocks.listed(datasetId, series.position(), series.position(), next);
    if (all.isEmpty() && readings > 1) throw new NotFoundException("dataset", datasetId);
    for (BlockStore.Listed one : all) numbers.add(one.number());
  }

  @Override
  public boolean hasNext() {
    if (next == series.steps()) return false;
    while (true) {
      while (!ready.isEmpty() && ready.getFirst().end() <= next) ready.removeFirst();
      if (!ready.isEmpty() && ready.getFirst().firstStep() <= next) return true;
      if (!ready.isEmpty() || numbers.isEmpty()) list();
      else read(numbers.removeFirst());
    }
  }

  private void read(int number) {
    Optional<Block> block = blocks.find(datasetId, number);
    if (block.isEmpty()) {
      list();
      return;
    }
    Blocks.read(block.get(), columns, series.position(), series.position(), ready::add);
  }

  @Override
  public Piece next() {
    if (!hasNext()) throw new NoSuchElementException();
    Piece piece = ready.removeFirst();
    int end = Math.min(piece.end(), series.steps());
    Piece part = piece.part(next - piece.firstStep(), end - piece.firstStep());
    next = end;
    readings = 1;
    return part;
  }
}
