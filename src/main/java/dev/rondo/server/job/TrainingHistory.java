package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The epochs of a job that have ended so far.
@Schema(
    name = "History",
    description = "The epochs that have ended so far; losses and errors are of the scaled values")
record TrainingHistory(List<EpochRow> epochs) {
  /// One ended epoch; numbers that are not finite are null.
  @Schema(name = "HistoryRow")
  record EpochRow(
      @Schema(example = "1") int epoch,
      @Schema(
              description = "mean over the batches of the epoch, while the weights changed",
              example = "0.0312")
          @Nullable Double loss,
      @Schema(
              description = "loss of the validation windows at the end of the epoch",
              example = "0.0275")
          @Nullable Double validationLoss,
      EpochErrors metrics,
      @Nullable EpochErrors validationMetrics,
      @Schema(example = "0.001") double learningRate,
      @Schema(description = "mean Euclidean norm of the gradient before clipping", example = "0.21")
          @Nullable Double gradientNorm,
      Duration duration) {

    static EpochRow of(Epoch epoch) {
      Epoch.Losses training = epoch.training();
      Epoch.@Nullable Losses validation = epoch.validation().orElse(null);
      return new EpochRow(
          epoch.number(),
          finite(training.loss()),
          validation == null ? null : finite(validation.loss()),
          EpochErrors.of(training),
          validation == null ? null : EpochErrors.of(validation),
          epoch.learningRate(),
          finite(epoch.gradientNorm()),
          epoch.duration());
    }
  }

  @Schema(name = "HistoryErrors")
  record EpochErrors(
      @Schema(example = "0.0312") @Nullable Double mse,
      @Schema(example = "0.141") @Nullable Double mae) {
    static EpochErrors of(Epoch.Losses scores) {
      return new EpochErrors(finite(scores.mse()), finite(scores.mae()));
    }
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /// A table with one line for each epoch; a cell is empty if there is no finite number.
  String csv() {
    StringBuilder text =
        new StringBuilder(
            "epoch,loss,validationLoss,mse,mae,validationMse,validationMae,learningRate,gradientNorm,duration\r\n");
    for (EpochRow row : epochs) {
      EpochErrors validation = row.validationMetrics();
      text.append(row.epoch());
      cell(text, row.loss());
      cell(text, row.validationLoss());
      cell(text, row.metrics().mse());
      cell(text, row.metrics().mae());
      cell(text, validation == null ? null : validation.mse());
      cell(text, validation == null ? null : validation.mae());
      cell(text, row.learningRate());
      cell(text, row.gradientNorm());
      cell(text, row.duration());
      text.append("\r\n");
    }
    return text.toString();
  }

  private static void cell(StringBuilder text, @Nullable Object value) {
    text.append(',');
    if (value != null) text.append(value);
  }
}
