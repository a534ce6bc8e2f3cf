package dev.rondo.server.job;

import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.EnsembleRequest;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.holiday.HolidayRegion;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A request for a training. Without any member of a network or its training, everything is chosen from the data; otherwise the
/// defaults of members that are left out or null depend on the dataset.
record JobRequest(
    String datasetId,
    @Schema(
            description = "name of the job and its model; default: the name of the dataset",
            example = "notebook")
        @Nullable String name,
    @Schema(
            description = "jobs with a higher priority begin first, -10 to 10; default: 0",
            example = "0")
        @Nullable Integer priority,
    @Schema(description = "seed of all random numbers", example = "42") @Nullable Long seed,
    @Schema(
            description = "steps ahead; only for an automatic training, which names no network",
            example = "24")
        @Nullable Integer horizon,
    @Schema(
            description =
                "longest duration of the training; default: for an automatic one what the data need, at most about three minutes, for a network none. A network ends with the epoch in which it passes, and keeps its best weights",
            example = "PT3M")
        @Nullable Duration maxDuration,
    @Schema(
            description =
                "steps of the season, for an automatic training; default: found in the data",
            example = "24")
        @Nullable Integer season,
    @Schema(
            description =
                "members of an automatic training, their weights and hold-out; what is left out is chosen from the data, an empty list means none")
        @Nullable EnsembleRequest ensemble,
    @Schema(
            description =
                "whose public holidays an automatic training may use, by ISO 3166 codes; default: none")
        @Nullable HolidayRegion holidays,
    @Nullable WindowSpec window,
    @Nullable Split split,
    @Nullable Scaler scaler,
    @Nullable NetworkSpec network,
    @Nullable TrainingSpec training,
    @Nullable EvaluationSpec evaluation)
    implements DatasetRequest {
  JobRequest {
    if (name != null) Names.checked(name);
    JobOptions.checkPriority(priority);
  }

  /// A member that describes a part of a network or its training.
  private record Part(String name, Function<JobRequest, @Nullable Object> value) {}

  /// The members of [ModelSpec] that make a request one for a network.
  private static final List<Part> PARTS =
      List.of(
          new Part("window", JobRequest::window),
          new Part("split", JobRequest::split),
          new Part("scaler", JobRequest::scaler),
          new Part("network", JobRequest::network),
          new Part("training", JobRequest::training),
          new Part("evaluation", JobRequest::evaluation));

  /// Whether everything is chosen from the data: the request describes no part of a network or its training.
  boolean isAutomatic() {
    return PARTS.stream().allMatch(part -> part.value.apply(this) == null);
  }

  /// As [#isAutomatic()], from the body of a request.
  static boolean isAutomatic(JsonNode body) {
    return PARTS.stream().noneMatch(part -> body.hasNonNull(part.name));
  }

  /// What is said of an automatic training. Throws [BadRequestException].
  AutoRequest automatic() {
    try {
      return new AutoRequest(
          horizon,
          maxDuration,
          season,
          Objects.requireNonNullElse(seed, ModelSpec.USUAL.seed()),
          ensemble,
          holidays);
    } catch (IllegalArgumentException e) {
      String detail = Objects.requireNonNullElse(e.getMessage(), "");
      throw new BadRequestException(Fault.at("/" + detail.split(" ", 2)[0], detail));
    }
  }

  /// Throws [BadRequestException] if members of an automatic training stand beside those of a network, or if its duration is not
  /// possible.
  void requireNetwork() {
    List<Fault> faults = new ArrayList<>();
    List<String> parts = PARTS.stream().map(Part::name).toList();
    String with = " belongs to an automatic training, which takes none of " + parts + "; ";
    if (horizon != null)
      faults.add(Fault.at("/horizon", "horizon" + with + "for a network, give window.horizon"));
    if (season != null)
      faults.add(Fault.at("/season", "season" + with + "for a network, give evaluation.season"));
    if (ensemble != null)
      faults.add(Fault.at("/ensemble", "ensemble" + with + "one network has no ensemble"));
    if (holidays != null)
      faults.add(Fault.at("/holidays", "holidays" + with + "give them as a column"));
    try {
      if (maxDuration != null) AutoRequest.requireDuration(maxDuration);
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at("/maxDuration", String.valueOf(e.getMessage())));
    }
    if (!faults.isEmpty()) throw new BadRequestException(faults);
  }

  ModelSpec specification(ModelSpec defaults) {
    return new ModelSpec(
        Objects.requireNonNullElse(seed, defaults.seed()),
        Objects.requireNonNullElse(window, defaults.window()),
        Objects.requireNonNullElse(split, defaults.split()),
        Objects.requireNonNullElse(scaler, defaults.scaler()),
        Objects.requireNonNullElse(network, defaults.network()),
        Objects.requireNonNullElse(training, defaults.training()),
        Objects.requireNonNullElse(evaluation, defaults.evaluation()));
  }
}
