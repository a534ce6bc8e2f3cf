package dev.rondo.server.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Provenance;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model in the answers of the API.
///
/// @param columns columns of every series it was trained on, in the order of raw values
/// @param warnings sentences for the user, such as that a baseline is better
@Schema(name = "Model", description = "A trained model without its weights")
record ModelDescription(
    String id,
    @Schema(description = "id of the training job; absent in imported models")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String jobId,
    @Schema(example = "notebook") String name,
    Instant createdAt,
    @Schema(
            description = "number of trainable parameters; of an automatic model, all its numbers",
            example = "1282")
        int parameters,
    List<Column> columns,
    Frequency frequency,
    ZoneId timeZone,
    @Schema(description = "steps that the model forecasts directly", example = "24") int horizon,
    @Schema(description = "absent in automatic models") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable ModelSpec specification,
    @Schema(description = "the ensemble of an automatic model; absent in others")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable TrainedEnsemble automatic,
    Provenance provenance,
    @Schema(
            description =
                "dataset that it was trained on, which may have been deleted since; absent if it is not known")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String datasetId,
    @Schema(
            description =
                "version of the dataset that it was trained on; absent in models of earlier builds",
            example = "1")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Integer datasetVersion,
    @Schema(
            description =
                "last observed time step of the dataset when it was trained; absent in models of earlier builds",
            example = "2026-01-31T00:00:00Z")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String trainedUntil,
    Evaluation evaluation,
    List<String> warnings) {

  static ModelDescription of(StoredModel model) {
    Model.Description description = model.description();
    return new ModelDescription(
        model.id(),
        model.jobId(),
        model.name(),
        model.createdAt(),
        (int) description.method().numbers(),
        description.columns(),
        description.frequency(),
        description.zone(),
        description.method().horizon(),
        description.method() instanceof TrainedNetwork network ? network.spec() : null,
        description.method() instanceof TrainedEnsemble ensemble ? ensemble : null,
        description.provenance(),
        model.datasetId(),
        model.datasetVersion(),
        model.trainedUntil() == null
            ? null
            : new TimeAxis(description.frequency(), description.zone()).text(model.trainedUntil()),
        description.evaluation(),
        description.evaluation().warnings());
  }
}
