package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.Report;
import io.swagger.v3.oas.annotations.media.Schema;

/// What an addition of observations changed. Rows are counted by series and time.
///
/// @param version version of the dataset after it
/// @param appended rows with at least one value that was missing before, and no other change
/// @param replaced rows with a value that replaced another one
/// @param unchanged rows whose values were stored already, or that have no values
/// @param newSeries series that the dataset did not have
/// @param gaps steps that came to be without a row; their values are missing
/// @param report what was inferred or repaired while reading the rows
public record Appended(
    String datasetId,
    @Schema(example = "2") int version,
    @Schema(
            description = "SHA-256 of the content of this version",
            example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String fingerprint,
    @Schema(description = "rows that added values", example = "24") long appended,
    @Schema(description = "rows that replaced a value", example = "0") long replaced,
    @Schema(description = "rows that changed nothing", example = "0") long unchanged,
    @Schema(description = "series that the dataset did not have", example = "0") long newSeries,
    @Schema(description = "steps without a row, whose values are missing", example = "0") long gaps,
    Report report) {
  /// The answer to an addition that changes nothing.
  public static Appended nothing(DatasetDescription dataset, Report report) {
    return new Appended(
        dataset.id(), dataset.version(), dataset.fingerprint(), 0, 0, 0, 0, 0, report);
  }
}
