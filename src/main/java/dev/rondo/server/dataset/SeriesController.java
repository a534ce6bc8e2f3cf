package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Lists the series of a dataset and shows their values.
@RestController
@RequestMapping("/api/v1/datasets/{id}/series")
@Tag(name = "Datasets")
class SeriesController {
  private static final int MOST_POINTS = 100_000;

  private final Datasets datasets;

  SeriesController(Datasets datasets) {
    this.datasets = datasets;
  }

  @Operation(operationId = "listSeries", summary = "List the series of a dataset, in file order")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<SeriesSummary> all(
      @IdOrLatest @PathVariable String id, @ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(datasets.series(datasets.get(id), paging), paging, SeriesSummary::id);
  }

  @Operation(
      operationId = "getSeries",
      summary = "Get the values of one series",
      description =
          "As JSON or `text/csv`. `points` thins a longer series for a plot: the range is divided into `points / 2` equal parts, and each part keeps its minimum and its maximum"
              + " of the first column. `gaps` has the first missing value of each part.")
  @ApiResponse(
      responseCode = "200",
      description = "The values",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = SeriesValues.class)),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = "string"),
            examples = @ExampleObject("time,demand\n2026-01-01T00:00:00Z,112.0\n"))
      })
  @GetMapping(
      path = "/{seriesId}",
      produces = {MediaType.APPLICATION_JSON_VALUE, SeriesText.CSV})
  SeriesValues one(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "id of the series", example = "series-00001") @PathVariable
          String seriesId,
      @Parameter(description = "first time step of the answer: a time, a date, or an integer step")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "last time step of the answer") @RequestParam(required = false)
          @Nullable String to,
      @Parameter(
              description = "largest number of time steps of the answer, 2 to 100000",
              schema = @Schema(type = "integer", minimum = "2", maximum = "100000"))
          @RequestParam(required = false)
          @Nullable Integer points) {
    DatasetDescription dataset = datasets.get(id);
    StoredSeries series = datasets.series(dataset, seriesId);
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.timeZone());
    List<Fault> faults = new ArrayList<>();
    int first =
        row(
            "from",
            from,
            0,
            faults,
            text -> axis.before(series.start(), series.steps(), position(axis, series, text)));
    int end =
        row(
            "to",
            to,
            series.steps(),
            faults,
            text ->
                axis.before(
                    series.start(),
                    series.steps(),
                    Math.addExact(position(axis, series, text), 1)));
    if (points != null && (points < 2 || points > MOST_POINTS))
      faults.add(
          Fault.parameter(
              "points", "points must be between 2 and " + MOST_POINTS + ", was " + points));
    if (faults.isEmpty() && end <= first) faults.addAll(emptyRange(from, to, axis, series));
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    Iterable<Blocks.Piece> pieces = () -> datasets.pieces(dataset, series);
    int steps = end - first;
    if (points == null || steps <= points)
      return SeriesValues.of(
          series, dataset, steps, () -> IntStream.range(first, first + steps), pieces);
    Thinning thinning = Thinning.of(pieces.iterator(), first, end, points);
    int[] rows = thinning.rows();
    return SeriesValues.of(series, dataset, steps, () -> IntStream.of(rows), pieces)
        .missing(thinning.gaps(), series.start(), axis);
  }

  /// Faults of a range without a step, one for each parameter that is given.
  private static List<Fault> emptyRange(
      @Nullable String from, @Nullable String to, TimeAxis axis, StoredSeries series) {
    String detail =
        from != null && to != null && position(axis, series, from) > position(axis, series, to)
            ? "from must not be after to, were '%s' and '%s'".formatted(from, to)
            : "no step of the series lies %s; its steps are from %s to %s"
                .formatted(
                    Stream.of(
                            from == null ? null : "from '" + from + "'",
                            to == null ? null : "to '" + to + "'")
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")),
                    axis.text(series.start()),
                    axis.text(axis.plus(series.start(), series.steps() - 1L)));
    List<Fault> faults = new ArrayList<>();
    if (from != null) faults.add(Fault.parameter("from", detail));
    if (to != null) faults.add(Fault.parameter("to", detail));
    return faults;
  }

  private static long position(TimeAxis axis, StoredSeries series, String text) {
    return axis.within(
        TimeText.position(axis, text),
        series.start(),
        axis.plus(series.start(), series.steps() - 1L));
  }

  private static int row(
      String name,
      @Nullable String text,
      int otherwise,
      List<Fault> faults,
      ToIntFunction<String> row) {
    if (text == null) return otherwise;
    try {
      return row.applyAsInt(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      faults.add(Fault.parameter(name, name + " " + e.getMessage()));
      return otherwise;
    }
  }
}
