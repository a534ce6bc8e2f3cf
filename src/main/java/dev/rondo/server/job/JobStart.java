package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.RecordBinder;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The steps that the starts of all kinds of jobs share: reading the request with its dataset, and queueing the job.
@Component
class JobStart {
  private final JobCommands commands;
  private final Datasets datasets;
  private final Fit fit;
  private final RecordBinder binder;
  private final MemoryBudget memory;
  private final Reservation requestMemory;
  private final long limit;

  /// @param requestMemory memory of the current request, which grows if its dataset must be read
  JobStart(
      JobCommands commands,
      Datasets datasets,
      Fit fit,
      RecordBinder binder,
      MemoryBudget memory,
      Reservation requestMemory,
      ServerSettings settings) {
    this.commands = commands;
    this.datasets = datasets;
    this.fit = fit;
    this.binder = binder;
    this.memory = memory;
    this.requestMemory = requestMemory;
    this.limit = settings.limits().json().toBytes();
  }

  /// A request with the dataset that it names.
  record Requested<T extends DatasetRequest>(
      T request, DatasetDescription description, Dataset dataset) {
    /// Name of the job.
    String name() {
      String name = request.name();
      return name == null ? description.name() : name;
    }
  }

  /// Reads a request; throws [BadRequestException], and [NotFoundException] if there is no such dataset.
  ///
  /// @param fallback computes the defaults of left-out members from the body and the dataset that it names
  <T extends Record & DatasetRequest> Requested<T> read(
      InputStream body, Class<T> type, BiFunction<JsonNode, Named, JsonNode> fallback) {
    Named named = new Named();
    T request =
        binder.bind(
            new LimitedInputStream(body, limit, "rondo.limits.json"),
            type,
            tree -> {
              JsonNode id = tree.path("datasetId");
              if (id.isString()) named.find(id.stringValue());
              return fallback.apply(tree, named);
            });
    DatasetDescription description =
        named.found.orElseThrow(
            () -> new NotFoundException("dataset", request.datasetId(), "/datasetId"));
    return new Requested<>(request, description, named.load(description));
  }

  /// The dataset that a request names. It is found and loaded once, so that `latest` does not change within the request.
  final class Named {
    private Optional<DatasetDescription> found = Optional.empty();
    private @Nullable Dataset loaded;

    private void find(String id) {
      found = datasets.find(id);
    }

    private Dataset load(DatasetDescription description) {
      if (loaded == null) loaded = datasets.load(description, requestMemory);
      return loaded;
    }

    /// As [Fit#defaults]; empty if there is no such dataset.
    ///
    /// @param horizon member of the body; the default applies unless it is a positive integer
    Optional<ModelSpec> defaults(JsonNode horizon) {
      Integer ahead = horizon.isInt() && horizon.intValue() > 0 ? horizon.intValue() : null;
      return found.map(description -> fit.defaults(load(description), ahead));
    }
  }

  /// Queues a job. Throws [InfeasibleRequestException] if it needs more memory than the service has, [NotFoundException] if its
  /// dataset is gone, and [BusyException].
  ///
  /// @param needed bytes that it reserves while it runs
  /// @param beside stores what belongs to the job in the same transaction
  Job submit(
      String name,
      Task task,
      long needed,
      JobOptions options,
      List<String> warnings,
      Consumer<Job> beside) {
    Optional<InfeasibleRequestException> beyond = beyondMemory(task, needed);
    if (beyond.isPresent()) throw beyond.get();
    return commands.submit(name, task, needed, options, warnings, beside);
  }

  /// The refusal of a job that needs more memory than the service has, at the member of its body that can be made smaller.
  Optional<InfeasibleRequestException> beyondMemory(Task task, long needed) {
    if (needed <= memory.bytes()) return Optional.empty();
    return Optional.of(
        switch (task) {
          case Task.Training _ ->
              beyondMemory("/network", "training", "a smaller network, batch or lookback", needed);
          case Task.AutoTraining(_, AutoRequest request) when request.ensemble() != null ->
              beyondMemory(
                  "/ensemble",
                  "training",
                  "smaller or fewer members, or a shorter horizon",
                  needed);
          case Task.AutoTraining _ ->
              beyondMemory(
                  "/horizon",
                  "training",
                  "a shorter horizon or a dataset with fewer series",
                  needed);
          case Task.Backtesting(_, BacktestSpec spec) ->
              beyondMemory(
                  "/candidates",
                  "backtest",
                  spec.candidates().stream().anyMatch(Candidate.Network.class::isInstance)
                      ? "fewer candidates, a shorter horizon or smaller networks"
                      : "fewer candidates, a shorter horizon or a dataset with fewer series",
                  needed);
          case Task.Retraining _ ->
              beyondMemory(
                  "/challenger", "training", "a smaller challenger or fewer series", needed);
        });
  }

  private InfeasibleRequestException beyondMemory(
      String pointer, String work, String smaller, long needed) {
    return new InfeasibleRequestException(
        pointer,
        "the %s would need about %d MiB, but the service has %d MiB for all its work; %s would need less, and -Xmx gives the service more"
            .formatted(work, needed >> 20, memory.bytes() >> 20, smaller));
  }
}
