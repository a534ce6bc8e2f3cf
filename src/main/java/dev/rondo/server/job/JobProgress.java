package dev.rondo.server.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Progress of a training.
///
/// @param epoch current epoch, from 1; 0 before the first
/// @param epochs largest number of epochs
/// @param batch last finished batch of the epoch
/// @param batches batches of an epoch; 0 while unknown
/// @param fraction finished share of the whole training, 0 to 1
/// @param remaining remaining time if every epoch runs; null while unknown
/// @param stage what an automatic training is doing; null for others
@Schema(name = "Progress")
public record JobProgress(
    @Schema(example = "7") int epoch,
    @Schema(example = "20") int epochs,
    @Schema(example = "112") int batch,
    @Schema(example = "219") int batches,
    @Schema(example = "0.326") double fraction,
    @Schema(
            description = "remaining time if no epoch is skipped by early stopping",
            example = "PT12.4S")
        @Nullable Duration remaining,
    @Schema(
            description = "what an automatic training is doing",
            example = "fitting the chosen members on all values")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String stage) {
  JobProgress(
      int epoch,
      int epochs,
      int batch,
      int batches,
      double fraction,
      @Nullable Duration remaining) {
    this(epoch, epochs, batch, batches, fraction, remaining, null);
  }

  /// Progress of work without epochs.
  static JobProgress of(String stage, double fraction, Duration elapsed) {
    return new JobProgress(0, 0, 0, 0, fraction, remaining(fraction, elapsed), stage);
  }

  /// Progress at the end of work without epochs.
  static JobProgress done() {
    return new JobProgress(0, 0, 0, 0, 1, Duration.ZERO, "done");
  }

  static JobProgress none(int epochs) {
    return new JobProgress(0, epochs, 0, 0, 0, null);
  }

  /// Progress after batch `batch` of `batches` in epoch `epoch` of `epochs`.
  static JobProgress of(int epoch, int epochs, int batch, int batches, Duration elapsed) {
    double fraction =
        Math.clamp((epoch - 1 + (double) batch / Math.max(1, batches)) / epochs, 0, 1);
    return new JobProgress(epoch, epochs, batch, batches, fraction, remaining(fraction, elapsed));
  }

  private static @Nullable Duration remaining(double fraction, Duration elapsed) {
    return fraction > 0
        ? Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - fraction) / fraction))
        : null;
  }

  /// Progress after the last epoch, number `ended`.
  JobProgress complete(int ended) {
    return new JobProgress(ended, epochs, batches, batches, 1, Duration.ZERO);
  }
}
