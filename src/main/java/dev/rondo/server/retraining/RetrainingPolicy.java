package dev.rondo.server.retraining;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.backtest.Refit;
import dev.rondo.forecasting.document.DocumentFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When and how the model behind an alias is trained again; the annotations describe the members.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetrainingPolicy(
    @Schema(
            description =
                "dataset to train on, always its newest version; default: the dataset that the present model was trained on",
            example = "latest")
        @Nullable String datasetId,
    @Schema(
            description =
                "times of the runs: a duration from `PT1M` on, such as `P7D`, counted from the last change of the policy, or a cron expression of five fields; default: no schedule",
            example = "P7D")
        @Nullable String schedule,
    @Schema(description = "time zone of days and cron expressions", example = "UTC")
        ZoneId timeZone,
    @Schema(
            description =
                "whether a warning of the model's performance, that its errors have changed or that its coverage has left its level, starts a run",
            example = "true")
        boolean onDrift,
    @Schema(
            description =
                "training of the challenger, `auto` or `network` as in a backtest; default: the request with which the present model was trained")
        @Nullable Candidate challenger,
    @Schema(
            description =
                "whether the challenger is fitted once before the first origin of the comparison, or before every origin, which takes longer",
            example = "once")
        Refit refit,
    @Schema(
            description =
                "whether the training of a network starts from the weights of the present model; automatic models are always trained from scratch",
            example = "false")
        boolean warm,
    @Schema(
            description =
                "least share by which the error of the challenger must be lower, 0 to 1, in addition to the uncertainty of the difference",
            example = "0.0")
        double minimumGain) {
  /// Without schedule and drift: runs start on request only.
  public static final RetrainingPolicy USUAL =
      new RetrainingPolicy(null, null, ZoneId.of("UTC"), false, null, Refit.ONCE, false, 0);

  static final DocumentFormat<RetrainingPolicy> DOCUMENT =
      DocumentFormat.of("policy of the retraining", RetrainingPolicy.class);

  public RetrainingPolicy {
    if (schedule != null) RunTimes.of(schedule, timeZone);
    if (challenger != null && !challenger.needsFit())
      throw new IllegalArgumentException(
          "challenger must be a training, auto or network, was " + challenger.label());
    if (!(minimumGain >= 0 && minimumGain <= 1))
      throw new IllegalArgumentException("minimumGain must be between 0 and 1, was " + minimumGain);
  }

  /// The same policy for a dataset.
  public RetrainingPolicy of(String dataset) {
    return new RetrainingPolicy(
        dataset, schedule, timeZone, onDrift, challenger, refit, warm, minimumGain);
  }

  /// The next time of the schedule after `now`; null if there is none.
  @Nullable Instant next(Instant changedAt, Instant now) {
    return schedule == null ? null : RunTimes.of(schedule, timeZone).next(changedAt, now);
  }
}
