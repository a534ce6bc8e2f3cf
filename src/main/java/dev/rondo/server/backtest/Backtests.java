package dev.rondo.server.backtest;

import dev.rondo.forecasting.backtest.Backtest;
import dev.rondo.forecasting.backtest.OriginForecast;
import dev.rondo.forecasting.document.DocumentFormat;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.server.backtest.BacktestReport.Row;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// The stored results of backtests. Forecasts and errors are written and read block by block; they count only once the report is
/// stored.
@Component
public class Backtests {
  static final DocumentFormat<RankedReport> REPORT =
      DocumentFormat.of("report of the backtest", RankedReport.class)
          .then(Backtests::reportOfFormat2);

  private final JdbcClient database;

  Backtests(JdbcClient database) {
    this.database = database;
  }

  /// Before, a report had one ranking.
  private static void reportOfFormat2(ObjectNode document) {
    ObjectNode report = document.deepCopy();
    document.removeAll();
    document.set("report", report);
    document.putArray("rankings");
  }

  /// Deletes what is stored of a backtest.
  public void clear(String jobId) {
    database.sql("delete from backtest where job_id = ?").param(jobId).update();
    database.sql("delete from backtest_block where job_id = ?").param(jobId).update();
  }

  /// Stores the report, within the caller's transaction.
  public void add(String jobId, RankedReport report) {
    database
        .sql("insert into backtest (job_id, report) values (?, ?)")
        .params(jobId, REPORT.write(report))
        .update();
  }

  /// The report, ranked by the usual measure.
  Optional<BacktestReport> find(String jobId) {
    return ranked(jobId).map(RankedReport::report);
  }

  public Optional<RankedReport> ranked(String jobId) {
    return database
        .sql("select report from backtest where job_id = ?")
        .param(jobId)
        .query((row, _) -> REPORT.read(Objects.requireNonNull(row.getString(1))))
        .optional();
  }

  /// The id of a backtest, whether it has ended or not; throws [NotFoundException].
  ///
  /// @param id may be [Ids#LATEST]
  String resolve(String id) {
    String sql = "select id from job where project = ? and kind = 'backtest'";
    String project = Project.current().name();
    Optional<String> found = Optional.empty();
    if (id.equals(Ids.LATEST))
      found =
          database
              .sql(sql + " order by id desc limit 1")
              .param(project)
              .query(String.class)
              .optional();
    else if (Ids.wellFormed(id))
      found = database.sql(sql + " and id = ?").params(project, id).query(String.class).optional();
    return found.orElseThrow(() -> new NotFoundException("backtest", id));
  }

  /// Writes the forecasts of a backtest while it runs, then its errors. Used by one thread.
  public final class Recording {
    private final String jobId;
    private final Dataset dataset;
    private final Consumer<Runnable> guard;
    private int number;
    private int kept;
    private int candidate = -1;
    private Block.@Nullable Writer forecasts;

    private boolean begun;

    private Recording(String jobId, Dataset dataset, Consumer<Runnable> guard) {
      this.jobId = jobId;
      this.dataset = dataset;
      this.guard = guard;
    }

    /// Continues after the first blocks that an earlier attempt has written, before the first forecast.
    ///
    /// @param blocks what [#reached] gave
    public void continueAfter(int blocks) {
      number = blocks;
    }

    /// Stores all forecasts so far.
    ///
    /// @return number of blocks
    public int reached() {
      flush();
      forecasts = null;
      return number;
    }

    public void add(int of, OriginForecast forecast) {
      if (!begun) cut(number);
      if (forecasts == null || of != candidate) {
        flush();
        forecasts = writer(Block.Content.FORECASTS, of);
        candidate = of;
      }
      List<double[]> rows = new ArrayList<>();
      rows.add(forecast.actual());
      rows.add(forecast.point());
      if (forecast.bounds() != null)
        for (double[][] level : forecast.bounds()) rows.addAll(List.of(level));
      Series series = dataset.series().get(forecast.series());
      forecasts.add(
          new Block.Piece(
              series.id(),
              forecast.series(),
              forecast.target(),
              series.start(),
              forecast.origin(),
              rows.toArray(double[][]::new)));
    }

    /// An origin is complete: its forecasts are kept.
    public void keep() {
      kept = reached();
    }

    /// Deletes the forecasts of an origin that was not completed.
    public void discard() {
      cut(kept);
    }

    /// Deletes all blocks after the first ones, also those of earlier attempts.
    private void cut(int blocks) {
      begun = true;
      forecasts = null;
      guard.accept(() -> deleteBlocks(jobId, blocks));
      number = blocks;
    }

    /// Writes the errors over the finished origins.
    public void finish(Backtest finished, int candidates, int horizon) {
      for (int c = 0; c < candidates; c++) {
        Block.Writer series = writer(Block.Content.SERIES, c);
        for (int s = 0; s < dataset.series().size(); s++) {
          Series one = dataset.series().get(s);
          for (int f = 0; f < dataset.targets(); f++) {
            double[] numbers = finished.ofSeries(c, s, f).numbers();
            if (numbers[0] > 0)
              series.add(new Block.Piece(one.id(), s, f, one.start(), 0, new double[][] {numbers}));
          }
        }
        series.flush();
        Block.Writer steps = writer(Block.Content.STEPS, c);
        for (int h = 0; h < horizon; h++)
          steps.add(
              new Block.Piece("", h, 0, 0, 0, new double[][] {finished.ofStep(c, h).numbers()}));
        steps.flush();
      }
    }

    private void flush() {
      if (forecasts != null) forecasts.flush();
    }

    private Block.Writer writer(Block.Content content, int of) {
      return new Block.Writer(content, of, this::store);
    }

    private void store(Block block) {
      guard.accept(() -> insert(block));
    }

    private void insert(Block block) {
      database
          .sql(
              "insert into backtest_block (job_id, number, content, candidate, first_key, last_key, checksum, bytes) values (?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              jobId,
              number++,
              JsonTypes.kebab(block.content().name()),
              block.candidate(),
              block.firstKey(),
              block.lastKey(),
              block.checksum(),
              block.bytes())
          .update();
    }
  }

  /// Begins to write a backtest in place of an earlier attempt, except what [Recording#continueAfter] keeps.
  ///
  /// @param guard runs each write in a transaction, if this attempt may still write
  public Recording record(String jobId, Dataset dataset, Consumer<Runnable> guard) {
    guard.accept(() -> database.sql("delete from backtest where job_id = ?").param(jobId).update());
    return new Recording(jobId, dataset, guard);
  }

  private void deleteBlocks(String jobId, int from) {
    database
        .sql("delete from backtest_block where job_id = ? and number >= ?")
        .params(jobId, from)
        .update();
  }

  /// Items made of the pieces of candidates, in the order in which the pieces were written. The blocks are chosen at once. A block is
  /// read when its first item is wanted, and one block is in memory at a time; if an attempt has replaced or deleted it meanwhile,
  /// the iterator throws [NotFoundException].
  ///
  /// @param key only pieces of this key; null for all
  <T> Iterable<T> items(
      String jobId,
      Block.Content content,
      List<Row> candidates,
      @Nullable Integer key,
      BiFunction<Row, Block.Piece, T> item) {
    record Part(Row candidate, Place place) {}
    // An iterator of a stream holds everything that one element of its source yields, so the
    // elements are the blocks.
    List<Part> parts = new ArrayList<>();
    for (Row candidate : candidates)
      for (Place place : places(jobId, content, candidate.number(), key))
        parts.add(new Part(candidate, place));
    return () ->
        parts.stream()
            .flatMap(part ->
                block(jobId, content, part.candidate.number(), part.place).pieces().stream()
                    .filter(piece -> key == null || piece.key() == key)
                    .map(piece -> item.apply(part.candidate, piece)))
            .iterator();
  }

  /// A block without its bytes. Attempts of a backtest use the same numbers again, so the checksum tells whether it is the same block.
  private record Place(int number, long checksum) {}

  private List<Place> places(
      String jobId, Block.Content content, int candidate, @Nullable Integer key) {
    return database
        .sql(
            "select number, checksum from backtest_block where job_id = ? and content = ? and candidate = ? and first_key <= ? and last_key >= ? order by number")
        .params(jobId, JsonTypes.kebab(content.name()), candidate)
        .params(
            Objects.requireNonNullElse(key, Integer.MAX_VALUE), Objects.requireNonNullElse(key, 0))
        .query((row, _) -> new Place(row.getInt(1), row.getLong(2)))
        .list();
  }

  private Block block(String jobId, Block.Content content, int candidate, Place place) {
    return database
        .sql(
            "select * from backtest_block where job_id = ? and number = ? and content = ? and candidate = ? and checksum = ?")
        .params(jobId, place.number, JsonTypes.kebab(content.name()), candidate, place.checksum)
        .query((row, _) ->
            new Block(
                (Block.Content)
                    Objects.requireNonNull(
                        JsonTypes.constants(Block.Content.class).get(row.getString("content"))),
                row.getInt("candidate"),
                row.getInt("first_key"),
                row.getInt("last_key"),
                row.getLong("checksum"),
                Objects.requireNonNull(row.getBytes("bytes"))))
        .optional()
        .orElseThrow(() -> new NotFoundException("backtest", jobId));
  }
}
