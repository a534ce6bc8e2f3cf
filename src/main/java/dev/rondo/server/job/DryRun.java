package dev.rondo.server.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.auto.AutoEstimate;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.ModelSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a dry run.
@Schema(description = "Memory and time that a training would need; nothing was started")
record DryRun(
    String datasetId,
    String name,
    @Schema(description = "absent in automatic trainings")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable ModelSpec specification,
    @Schema(description = "absent in automatic trainings")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Estimate estimate,
    @Schema(description = "request of an automatic training; absent in others")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable AutoRequest automatic,
    @Schema(description = "choices of an automatic training and their reasons; absent in others")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<Decision> plan,
    @Schema(
            description =
                "peak memory of an automatic training, without the dataset; absent in others")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Long memoryBytes) {
  static DryRun of(String datasetId, String name, ModelSpec specification, Estimate estimate) {
    return new DryRun(datasetId, name, specification, estimate, null, null, null);
  }

  static DryRun of(String datasetId, String name, AutoRequest automatic, AutoEstimate estimate) {
    return new DryRun(
        datasetId, name, null, null, automatic, estimate.plan(), estimate.memoryBytes());
  }
}
