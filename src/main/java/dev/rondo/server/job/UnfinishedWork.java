package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.Backtest;
import dev.rondo.server.backtest.Backtests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What jobs that have not ended have finished so far: checkpoints, trained weights and the forecasts of backtests.
@Component
class UnfinishedWork {
  private final JdbcClient database;
  private final StoredCheckpoints checkpoints;
  private final Backtests backtests;

  UnfinishedWork(JdbcClient database, StoredCheckpoints checkpoints, Backtests backtests) {
    this.database = database;
    this.checkpoints = checkpoints;
    this.backtests = backtests;
  }

  /// Whether a job has something from which a cancelled one makes its result: the model of the best weights, or the report of the
  /// finished origins. The checkpoints that an extension takes from another job do not count before it begins.
  boolean givesResult(String jobId) {
    return database
            .sql(
                """
                select count(*) from job where id = ? and kind in (?, ?) and fraction > 0
                and (exists (select 1 from job_checkpoint where job_id = job.id and (job.kind = ? or part like ?)) or exists (select 1 from job_state where job_id = job.id))
                """)
            .params(jobId, Task.Training.KIND, Task.Backtesting.KIND, Task.Training.KIND)
            .param(Backtest.FINISHED_ORIGIN + "%")
            .query(Integer.class)
            .single()
        > 0;
  }

  /// Deletes everything, within the caller's transaction.
  void forget(String jobId) {
    database.sql("delete from job_state where job_id = ?").param(jobId).update();
    checkpoints.forget(jobId);
    backtests.clear(jobId);
  }
}
