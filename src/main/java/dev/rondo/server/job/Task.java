package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.server.retraining.RetrainingOrder;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The work of a job. Each kind is stored under its name, with its request as a document.
public sealed interface Task {
  /// Trains a model on a dataset; its result is the model.
  record Training(String datasetId, ModelSpec specification) implements Task {
    static final String KIND = "training";
  }

  /// Chooses and trains an ensemble from the data; its result is the model.
  record AutoTraining(String datasetId, AutoRequest automatic) implements Task {
    static final String KIND = "auto-training";
  }

  /// Compares candidates on a dataset; its result is a report.
  record Backtesting(String datasetId, BacktestSpec specification) implements Task {
    static final String KIND = "backtest";
  }

  /// Trains a challenger of the model behind an alias and promotes it if it is better; its result is the decision.
  record Retraining(String datasetId, RetrainingOrder order) implements Task {
    static final String KIND = "retraining";
  }

  /// What the API shows together.
  enum Family {
    TRAINING("training job", List.of(Training.KIND, AutoTraining.KIND)),
    BACKTEST("backtest", List.of(Backtesting.KIND)),
    RETRAINING("retraining", List.of(Retraining.KIND));

    /// Name for people.
    final String label;

    private final List<String> kinds;

    Family(String label, List<String> kinds) {
      this.label = label;
      this.kinds = kinds;
    }

    /// A condition on the column `kind`.
    String condition() {
      return kinds.stream().collect(Collectors.joining("', '", "kind in ('", "')"));
    }
  }

  /// The stored name of the kind.
  default String kind() {
    return switch (this) {
      case Training _ -> Training.KIND;
      case AutoTraining _ -> AutoTraining.KIND;
      case Backtesting _ -> Backtesting.KIND;
      case Retraining _ -> Retraining.KIND;
    };
  }

  /// The dataset that the job reads; null if it reads none.
  default @Nullable String reads() {
    return switch (this) {
      case Training training -> training.datasetId();
      case AutoTraining training -> training.datasetId();
      case Backtesting backtest -> backtest.datasetId();
      case Retraining retraining -> retraining.datasetId();
    };
  }

  /// The stored request.
  default String request() {
    return switch (this) {
      case Training training -> JobDocuments.SPECIFICATION.write(training.specification());
      case AutoTraining training -> JobDocuments.AUTOMATIC.write(training.automatic());
      case Backtesting backtest -> JobDocuments.BACKTEST.write(backtest.specification());
      case Retraining retraining -> RetrainingOrder.DOCUMENT.write(retraining.order());
    };
  }

  /// Progress before the start.
  default JobProgress notBegun() {
    return switch (this) {
      case Training training -> JobProgress.none(training.specification().training().epochs());
      case AutoTraining _, Backtesting _, Retraining _ -> JobProgress.none(0);
    };
  }

  /// Reads a stored task; throws [UnreadableDocumentException], also for kinds of newer versions.
  static Task of(String kind, @Nullable String reads, String request) {
    if (kind.equals(Training.KIND) && reads != null)
      return new Training(reads, JobDocuments.SPECIFICATION.read(request));
    if (kind.equals(AutoTraining.KIND) && reads != null)
      return new AutoTraining(reads, JobDocuments.AUTOMATIC.read(request));
    if (kind.equals(Backtesting.KIND) && reads != null)
      return new Backtesting(reads, JobDocuments.BACKTEST.read(request));
    if (kind.equals(Retraining.KIND) && reads != null)
      return new Retraining(reads, RetrainingOrder.DOCUMENT.read(request));
    throw new UnreadableDocumentException(
        "this version does not support jobs of the kind '" + kind + "'");
  }
}
