package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.backtest.Backtest;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.backtest.Origins;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.job.JobStart.Requested;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Completes requests for backtests, refuses what the data or the service do not allow, and queues the rest.
@Component
class BacktestStart {
  /// Largest number of stored values of forecasts: 400 MB.
  private static final long MOST_VALUES = 50_000_000;

  private final JobStart start;
  private final Models models;
  private final Fit fit;
  private final JsonMapper json;
  private final Reservation requestMemory;
  private final int threads;

  /// @param requestMemory memory of the current request, which grows with what it reads
  BacktestStart(
      JobStart start,
      Models models,
      Fit fit,
      JsonMapper json,
      Reservation requestMemory,
      ServerSettings settings) {
    this.start = start;
    this.models = models;
    this.fit = fit;
    this.json = json;
    this.requestMemory = requestMemory;
    this.threads = settings.trainingThreads();
  }

  /// The defaults of left-out members of networks, which depend on the dataset.
  private JsonNode fallback(JsonNode body, JobStart.Named dataset) {
    ObjectNode fallback = json.createObjectNode();
    JsonNode candidates = body.path("candidates");
    if (!candidates.isArray()) return fallback;
    ArrayNode items = fallback.putArray("candidates");
    for (JsonNode candidate : candidates) {
      boolean network = candidate.path("type").asString("").equals("network");
      items.add(network ? network(body, candidate, dataset) : json.createObjectNode());
    }
    return fallback;
  }

  private JsonNode network(JsonNode body, JsonNode candidate, JobStart.Named dataset) {
    JsonNode own = candidate.at("/window/horizon");
    return dataset
        .defaults(own.isInt() ? own : body.path("horizon"))
        .map(spec -> json.<JsonNode>valueToTree(Candidate.Network.of(spec)))
        .orElseGet(json::createObjectNode);
  }

  /// Throws [NotFoundException], [InfeasibleRequestException] and the exceptions of [BacktestRequest#complete].
  Job start(InputStream body) {
    Requested<BacktestRequest> requested = start.read(body, BacktestRequest.class, this::fallback);
    Dataset dataset = requested.dataset();
    BacktestSpec spec = resolved(requested.request().complete(dataset));
    Origins origins;
    try {
      origins = Origins.of(dataset, spec);
    } catch (InfeasibleException e) {
      String pointer = spec.cutoffs().isEmpty() ? "/horizon" : "/cutoffs";
      throw new InfeasibleRequestException(pointer, message(e));
    }
    refuseTooMany(dataset, spec, origins);
    long needed =
        2 * requested.description().bytes()
            + Backtest.bytes(dataset, spec, threads)
            + largestFit(dataset, spec);
    return start.submit(
        requested.name(),
        new Task.Backtesting(requested.description().id(), spec),
        needed,
        List.of());
  }

  private static String message(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }

  /// The specification with the ids of the models.
  private BacktestSpec resolved(BacktestSpec spec) {
    List<Candidate> candidates = new ArrayList<>();
    for (int c = 0; c < spec.candidates().size(); c++) {
      if (spec.candidates().get(c) instanceof Candidate.StoredModel(String id)) {
        String pointer = "/candidates/" + c + "/id";
        candidates.add(
            new Candidate.StoredModel(
                models
                    .find(id)
                    .orElseThrow(() -> new NotFoundException("model", id, pointer))
                    .id()));
      } else {
        candidates.add(spec.candidates().get(c));
      }
    }
    return spec.with(candidates);
  }

  private static void refuseTooMany(Dataset dataset, BacktestSpec spec, Origins origins) {
    long values =
        origins.forecasts()
            * dataset.targets()
            * spec.horizon()
            * spec.candidates().size()
            * (2 + 2L * spec.levels().size());
    if (values > MOST_VALUES)
      throw new InfeasibleRequestException(
          "/origins",
          "the forecasts would have %d values, more than %d; ask for fewer origins, candidates or levels, or a shorter horizon"
              .formatted(values, MOST_VALUES));
  }

  /// Peak bytes of the largest fit. Throws [InfeasibleRequestException] if the whole dataset does not allow a candidate.
  private long largestFit(Dataset dataset, BacktestSpec spec) {
    long largest = 0;
    for (int c = 0; c < spec.candidates().size(); c++) {
      try {
        largest = Math.max(largest, bytes(dataset, spec, spec.candidates().get(c)));
      } catch (InfeasibleException e) {
        throw InfeasibleRequestException.of("/candidates/" + c, e);
      }
    }
    return largest;
  }

  private long bytes(Dataset dataset, BacktestSpec spec, Candidate candidate) {
    return switch (candidate) {
      case Candidate.Auto auto -> automatic(dataset, auto.request(spec.horizon()));
      case Candidate.Network network -> fit.estimate(dataset, network.spec(), false).memoryBytes();
      case Candidate.StoredModel stored -> models.forecaster(stored.id(), requestMemory).bytes();
      case Candidate.Baseline _ -> 0;
    };
  }

  private long automatic(Dataset dataset, AutoRequest request) {
    long planning = fit.estimateBytes(dataset);
    requestMemory.grow(planning);
    try {
      return fit.estimate(dataset, request, threads).memoryBytes();
    } finally {
      requestMemory.shrink(planning);
    }
  }
}
