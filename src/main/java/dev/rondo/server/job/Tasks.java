package dev.rondo.server.job;

/// Runs the tasks of jobs.
record Tasks(
    Trainings trainings,
    AutoTrainings automatic,
    BacktestRuns backtests,
    RetrainingRuns retrainings) {
  /// Throws [AttemptLostException] and every exception that makes the job fail.
  Outcome run(Job job, JobSignals signals) {
    return switch (job.task()) {
      case Task.Training training -> trainings.run(job, training, signals);
      case Task.AutoTraining training -> automatic.run(job, training, signals);
      case Task.Backtesting backtest -> backtests.run(job, backtest, signals);
      case Task.Retraining retraining -> retrainings.run(job, retraining, signals);
    };
  }
}
