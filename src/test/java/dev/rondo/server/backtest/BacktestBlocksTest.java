package dev.rondo.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.Service;
import dev.rondo.server.job.Jobflow;
import dev.rondo.server.web.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The blocks of forecasts are read one after the other while an answer is written.
class BacktestBlocksTest {
  private final Service service = Service.shared();

  @Test
  void aBlockIsReadWhenItsFirstForecastIsWanted() throws Exception {
    String id = finishedBacktest();
    Backtests backtests = service.bean(Backtests.class);
    JdbcClient database = service.bean(JdbcClient.class);
    BacktestReport report = backtests.find(id).orElseThrow();
    List<Integer> blocks =
        database
            .sql(
                "select number from backtest_block where job_id = ? and content = 'forecasts' order by number")
            .param(id)
            .query((row, _) -> row.getInt(1))
            .list();
    assertThat(blocks).hasSizeGreaterThan(1);
    Iterator<Block.Piece> pieces = forecasts(backtests, id, report);
    pieces.next();
    Iterator<Block.Piece> others = forecasts(backtests, id, report);
    others.next();
    database
        .sql("delete from backtest_block where job_id = ? and number = ?")
        .params(id, blocks.getLast())
        .update();
    assertThatThrownBy(() -> pieces.forEachRemaining(_ -> {}))
        .isInstanceOf(NotFoundException.class);
    // Another attempt gives the number to other values.
    database
        .sql(
            "update backtest_block set number = ? where job_id = ? and number = (select min(number) from backtest_block where job_id = ? and content = 'series')")
        .params(blocks.getLast(), id, id)
        .update();
    assertThatThrownBy(() -> others.forEachRemaining(_ -> {}))
        .isInstanceOf(NotFoundException.class);
    service.delete("/api/v1/backtests/" + id);
  }

  private static Iterator<Block.Piece> forecasts(
      Backtests backtests, String id, BacktestReport report) {
    return backtests
        .items(id, Block.Content.FORECASTS, report.leaderboard(), null, (_, piece) -> piece)
        .iterator();
  }

  /// One candidate with several blocks of forecasts.
  private String finishedBacktest() throws InterruptedException {
    String body =
        """
        {"datasetId": "%s", "horizon": 10, "origins": 3, "candidates": [{"type": "baseline", "name": "naive"}]}
        """
            .formatted(Jobflow.dataset(service, 3000));
    JsonNode job = service.postJson("/api/v1/backtests", body).json();
    String path = "/api/v1/backtests/" + job.get("id").stringValue();
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    while (job.get("finishedAt").isNull()) {
      assertThat(Instant.now()).as(job.toString()).isBefore(end);
      Thread.sleep(50);
      job = service.get(path).json();
    }
    assertThat(job.get("state").stringValue()).as(job.toString()).isEqualTo("succeeded");
    return job.get("id").stringValue();
  }
}
