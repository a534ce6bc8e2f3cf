package dev.rondo.server.forecast;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.forecast.AheadValues.Fill;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.server.dataset.UploadFormat;
import dev.rondo.server.dataset.UploadParameters;
import dev.rondo.server.dataset.Uploads;
import dev.rondo.server.forecast.Forecasts.Unforecastable;
import dev.rondo.server.forecast.Forecasts.Wish;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Answers requests for forecasts whose body contains rows of raw series.
@Component
class RowForecasts {
  private final Models models;
  private final Uploads uploads;
  private final Forecasts forecasts;
  private final Reservation memory;

  /// What the query asks for.
  ///
  /// @param missingAhead `last` or `mean`; null refuses missing values
  record Query(
      @Nullable Integer horizon, @Nullable List<Double> levels, @Nullable String missingAhead) {}

  /// @param requestMemory memory of the current request
  RowForecasts(Models models, Uploads uploads, Forecasts forecasts, Reservation requestMemory) {
    this.models = models;
    this.uploads = uploads;
    this.forecasts = forecasts;
    this.memory = requestMemory;
  }

  /// Throws [BadRequestException] with all faults of the query.
  ///
  /// @param id of the model, or `latest`
  /// @param request its body is read
  Predictions of(String id, Query query, UploadParameters parameters, HttpServletRequest request)
      throws IOException {
    String modelId = models.resolve(id);
    ServedModel model = models.forecaster(modelId, memory);
    Model.Description description = model.model().description();
    Wish wish = wish(query, model);
    String type = Objects.requireNonNullElse(request.getContentType(), "");
    Histories histories = new Histories(description);
    Reading rows =
        uploads.read(
            type.startsWith(PredictionTexts.CSV) ? UploadFormat.CSV : UploadFormat.NDJSON,
            request.getInputStream(),
            request.getContentLengthLong(),
            parameters.options(histories.readingOptions(), request::getParameterValues));
    return forecasts
        .of(
            modelId,
            model,
            histories.ofRows(rows.dataset()),
            _ -> "",
            wish,
            Unforecastable.REFUSED,
            memory)
        .with(histories.rowNotes(rows.dataset()))
        .with(doubts(rows.report()));
  }

  private Wish wish(Query query, ServedModel model) {
    List<Double> levels = query.levels() == null ? model.usualLevels() : query.levels();
    Fill missing = fill(query.missingAhead());
    List<Fault> faults = new ArrayList<>();
    forecasts.check(
        query.horizon(),
        levels,
        (pointer, detail) -> Fault.parameter(pointer.split("/", 3)[1], detail),
        faults);
    if (query.missingAhead() != null && missing == null)
      faults.add(
          Fault.parameter(
              "missingAhead",
              "missingAhead must be last or mean, was '" + query.missingAhead() + "'"));
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    return new Wish(
        query.horizon(), levels, List.of(), 0, false, false, new AheadRequest(List.of(), missing));
  }

  /// Null if the text names none.
  private static @Nullable Fill fill(@Nullable String text) {
    for (Fill fill : Fill.values()) if (JsonTypes.kebab(fill.name()).equals(text)) return fill;
    return null;
  }

  private static List<String> doubts(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.kind() == Report.Kind.WARNING)
        .map(finding ->
            finding.lines().isEmpty()
                ? finding.detail()
                : finding.detail() + " (lines " + finding.lines() + ")")
        .toList();
  }
}
