package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.document.Checksum;
import dev.rondo.forecasting.series.Series;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Blocks of format 1, which are cut every 131 072 values across series, are rewritten as pieces of series.
class BlocksBySeriesTest {
  private static final int OLD_VALUES = 1 << 17;

  private final DriverManagerDataSource source =
      new DriverManagerDataSource(
          "jdbc:h2:mem:blocks;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", "sa", "");
  private final JdbcClient database = JdbcClient.create(source);

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(source)
        .javaMigrations(new BlocksBySeries())
        .target(target)
        .load()
        .migrate();
  }

  /// Written as in format 1.
  private List<Series> add(String id, int columns, int... lengths) {
    RandomGenerator random = new SplittableRandom(lengths.length);
    List<Series> all = new java.util.ArrayList<>();
    database
        .sql(
            "insert into dataset (id, name, created_at, fingerprint, description) values (?, 'a', now(), '', '{}')")
        .param(id)
        .update();
    ByteBuffer buffer = Blocks.little(OLD_VALUES * Double.BYTES);
    long first = 0;
    int block = 0;
    for (int i = 0; i < lengths.length; i++) {
      double[][] values = new double[columns][lengths[i]];
      for (double[] column : values) {
        for (int t = 0; t < column.length; t++) {
          column[t] = random.nextDouble();
          buffer.putDouble(column[t]);
          if (!buffer.hasRemaining()) add(id, block++, buffer);
        }
      }
      database
          .sql(
              "insert into dataset_series (dataset_id, position, series_id, start_at, steps, missing, first_value) values (?, ?, ?, 7, ?, 0, ?)")
          .params(id, i, "s" + i, lengths[i], first)
          .update();
      first += (long) columns * lengths[i];
      all.add(new Series("s" + i, 7, values));
    }
    add(id, block, buffer);
    return all;
  }

  private void add(String id, int position, ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    buffer.clear();
    database
        .sql(
            "insert into dataset_block (dataset_id, position, checksum, bytes) values (?, ?, ?, ?)")
        .params(id, position, Checksum.of(bytes), bytes)
        .update();
  }

  @Test
  void valuesStayBitForBitAndDamageStaysKnown() {
    migrate("2");
    List<Series> large = add("large", 3, 1, 100_000, 5, 60_001, 2);
    List<Series> small = add("small", 1, 4, 4);
    add("damaged", 2, 10);
    database.sql("update dataset_block set checksum = 1 where dataset_id = 'damaged'").update();
    migrate("3");
    // The store reads the tables of the newest version.
    migrate("23");
    SeriesStore store =
        new SeriesStore(database, new JdbcTemplate(source), new BlockStore(database));
    same(store.load("large", 3), large);
    same(store.load("small", 1), small);
    assertThatThrownBy(() -> store.load("damaged", 2)).hasMessageContaining("checksum");
    assertThat(database.sql("select version from dataset").query(Integer.class).list())
        .containsOnly(1);
  }

  private static void same(List<Series> read, List<Series> expected) {
    assertThat(read).hasSameSizeAs(expected);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).id()).isEqualTo(expected.get(i).id());
      assertThat(read.get(i).start()).isEqualTo(expected.get(i).start());
      assertThat(read.get(i).values()).isDeepEqualTo(expected.get(i).values());
    }
  }
}
