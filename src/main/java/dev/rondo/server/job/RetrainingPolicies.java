package dev.rondo.server.job;

import dev.rondo.server.ServerSettings;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.model.StoredModel;
import dev.rondo.server.retraining.RetrainingPolicy;
import dev.rondo.server.retraining.Retrainings;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.RecordBinder;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and completes the policies of requests, and stores them.
@Component
class RetrainingPolicies {
  private final Retrainings retrainings;
  private final Aliases aliases;
  private final Models models;
  private final Datasets datasets;
  private final Fit fit;
  private final CandidateDefaults defaults;
  private final RecordBinder binder;
  private final JsonMapper json;
  private final Reservation requestMemory;
  private final long limit;

  /// @param requestMemory memory of the current request, which grows if its dataset must be read
  RetrainingPolicies(
      Retrainings retrainings,
      Aliases aliases,
      Models models,
      Datasets datasets,
      Fit fit,
      CandidateDefaults defaults,
      RecordBinder binder,
      JsonMapper json,
      Reservation requestMemory,
      ServerSettings settings) {
    this.retrainings = retrainings;
    this.aliases = aliases;
    this.models = models;
    this.datasets = datasets;
    this.fit = fit;
    this.defaults = defaults;
    this.binder = binder;
    this.json = json;
    this.requestMemory = requestMemory;
    this.limit = settings.limits().json().toBytes();
  }

  /// Stores the policy of a request. Throws [NotFoundException], [BadRequestException], and [InfeasibleRequestException] if the
  /// dataset must be named.
  ///
  /// @return whether the alias had none
  boolean put(String alias, InputStream body) {
    StoredModel champion = models.get(aliases.model(alias));
    RetrainingPolicy policy =
        binder.bind(
            new LimitedInputStream(body, limit, "rondo.limits.json"),
            RetrainingPolicy.class,
            tree -> fallback(tree, champion));
    String dataset = dataset(policy, champion).id();
    return retrainings.put(alias, dataset, policy.of(dataset));
  }

  private DatasetDescription dataset(RetrainingPolicy policy, StoredModel champion) {
    String id = policy.datasetId();
    if (id != null)
      return datasets
          .find(id)
          .orElseThrow(() -> new NotFoundException("dataset", id, "/datasetId"));
    return trained(champion)
        .orElseThrow(() ->
            new InfeasibleRequestException(
                "/datasetId",
                "the dataset on which the model '%s' was trained is not known or was deleted; name a dataset"
                    .formatted(champion.id())));
  }

  private Optional<DatasetDescription> trained(StoredModel champion) {
    return champion.datasetId() == null ? Optional.empty() : datasets.find(champion.datasetId());
  }

  /// The defaults of a challenger that is a network, which depend on the dataset.
  private JsonNode fallback(JsonNode body, StoredModel champion) {
    ObjectNode fallback = json.createObjectNode();
    if (!body.path("challenger").isObject()) return fallback;
    JsonNode named = body.path("datasetId");
    Optional<DatasetDescription> dataset =
        named.isString() ? datasets.find(named.stringValue()) : trained(champion);
    fallback.set(
        "challenger",
        defaults.of(
            body.path("challenger"),
            own ->
                dataset
                    .map(found -> datasets.load(found, requestMemory))
                    .map(content ->
                        fit.defaults(
                            content,
                            own.isInt() && own.intValue() > 0
                                ? own.intValue()
                                : champion.description().method().horizon()))
                    .map(defaults::tree)));
    return fallback;
  }
}
