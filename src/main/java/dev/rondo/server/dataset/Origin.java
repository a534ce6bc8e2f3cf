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
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Origin(
    Kind kind,
    @Schema(example = "text/csv") @Nullable String mediaType,
    @Schema(example = "ETTh1.csv.gz") @Nullable String fileName,
    @Nullable Generator generator) {
  public enum Kind {
    UPLOADED,
    GENERATED
  }

  public static Origin uploaded(String mediaType, @Nullable String fileName) {
    return new Origin(Kind.UPLOADED, mediaType, fileName, null);
  }

  public static Origin generated(Generator generator) {
    return new Origin(Kind.GENERATED, null, null, generator);
  }
}
