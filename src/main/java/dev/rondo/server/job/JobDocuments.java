package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.document.DocumentFormat;
import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Trained.TrainingEnd;
import dev.rondo.server.web.Problem;

/// The formats of the JSON documents of a job.
final class JobDocuments {
  static final DocumentFormat<ModelSpec> SPECIFICATION =
      DocumentFormat.of("specification of the job", ModelSpec.class)
          .then(ModelFile::specificationOfFormat2);
  static final DocumentFormat<AutoRequest> AUTOMATIC =
      DocumentFormat.of("request of the job", AutoRequest.class);
  static final DocumentFormat<BacktestSpec> BACKTEST =
      DocumentFormat.of("specification of the backtest", BacktestSpec.class);
  static final DocumentFormat<JobPlan> PLAN = DocumentFormat.of("plan of the job", JobPlan.class);
  static final DocumentFormat<JobProgress> PROGRESS =
      DocumentFormat.of("progress of the job", JobProgress.class);
  static final DocumentFormat<JobWarnings> WARNINGS =
      DocumentFormat.of("warnings of the job", JobWarnings.class);
  static final DocumentFormat<Problem> PROBLEM =
      DocumentFormat.of("problem of the job", Problem.class);
  static final DocumentFormat<TrainingHistory.EpochRow> EPOCH =
      DocumentFormat.of("epoch of the job", TrainingHistory.EpochRow.class);
  static final DocumentFormat<TrainingEnd> TRAINED =
      DocumentFormat.of("training of the job", TrainingEnd.class)
          .then(document -> document.put("crossFitted", false));
  private static final DocumentFormat<StateChange> STATE =
      DocumentFormat.of("change of state of the job", StateChange.class);

  private JobDocuments() {}

  /// The format of the data of an event type.
  static DocumentFormat<? extends Record> of(JobEvent.Type type) {
    return switch (type) {
      case PROGRESS -> PROGRESS;
      case EPOCH -> EPOCH;
      case STATE -> STATE;
    };
  }

  static String write(JobEvent.Type type, Record data) {
    return switch (type) {
      case PROGRESS -> PROGRESS.write((JobProgress) data);
      case EPOCH -> EPOCH.write((TrainingHistory.EpochRow) data);
      case STATE -> STATE.write((StateChange) data);
    };
  }
}
