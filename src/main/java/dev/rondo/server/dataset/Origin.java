package dev.rondo.server.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.generation.Generator;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The origin of a dataset.
///
/// @param mediaType media type of an upload
/// @param fileName file name of an upload, if it has one
/// @param generator generator of a generated dataset
/// @param prometheus query of a dataset from Prometheus
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Origin(
    Kind kind,
    @Schema(example = "text/csv") @Nullable String mediaType,
    @Schema(example = "ETTh1.csv.gz") @Nullable String fileName,
    @Nullable Generator generator,
    @Nullable Prometheus prometheus) {
  /// A query of a Prometheus server. Its step is the frequency of the dataset.
  ///
  /// @param url base URL of the server
  @Schema(name = "PrometheusQuery")
  public record Prometheus(
      @Schema(example = "http://localhost:9090") String url,
      @Schema(example = "sum by (job) (rate(http_requests_total[5m]))") String query) {}

  public enum Kind {
    UPLOADED,
    GENERATED,
    PROMETHEUS
  }

  public static Origin uploaded(String mediaType, @Nullable String fileName) {
    return new Origin(Kind.UPLOADED, mediaType, fileName, null, null);
  }

  public static Origin generated(Generator generator) {
    return new Origin(Kind.GENERATED, null, null, generator, null);
  }

  public static Origin prometheus(String url, String query) {
    return new Origin(Kind.PROMETHEUS, null, null, null, new Prometheus(url, query));
  }
}
