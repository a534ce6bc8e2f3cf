package dev.rondo.server.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.backtest.ErrorMeasures;
import dev.rondo.server.web.CsvTable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The errors of a backtest by series or by step, which are read while they are written.
///
/// @param levels levels of the intervals, in percent
@Schema(name = "BacktestErrorTable")
record BacktestErrors(List<Double> levels, Iterable<Item> items) implements CsvTable {
  /// How errors are grouped.
  enum By {
    SERIES,
    STEP
  }

  /// The errors of a candidate for a series or a step.
  @Schema(name = "BacktestErrorRow")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      @Schema(example = "auto") String candidate,
      @Schema(description = "only by series") @Nullable String seriesId,
      @Schema(description = "forecast column; only by series, and if there are several")
          @Nullable String target,
      @Schema(description = "step of the horizon, from 1; only by step") @Nullable Integer step,
      Errors errors) {}

  static Item item(String candidate, By by, Block.Piece piece, BacktestReport report) {
    boolean series = by == By.SERIES;
    return new Item(
        candidate,
        series ? piece.seriesId() : null,
        series && report.targets().size() > 1 ? report.targets().get(piece.target()) : null,
        series ? null : piece.key() + 1,
        Errors.of(ErrorMeasures.of(piece.values()[0], report.levels())));
  }

  @Override
  public List<String> header() {
    List<String> header =
        new ArrayList<>(
            List.of(
                "candidate",
                "seriesId",
                "target",
                "step",
                "values",
                "mae",
                "rmse",
                "smape",
                "mase",
                "rmsse",
                "owa",
                "pinball",
                "weightedQuantileLoss",
                "crps"));
    for (double level : levels) {
      String name = BigDecimal.valueOf(level).stripTrailingZeros().toPlainString();
      header.addAll(List.of("coverage" + name, "width" + name, "msis" + name));
    }
    return header;
  }

  @Override
  public Iterable<List<String>> rows() {
    return () -> StreamSupport.stream(items.spliterator(), false).map(this::row).iterator();
  }

  private List<String> row(Item item) {
    Errors errors = item.errors;
    List<String> cells = new ArrayList<>();
    cells.add(item.candidate);
    cells.add(item.seriesId == null ? "" : item.seriesId);
    cells.add(item.target == null ? "" : item.target);
    cells.add(item.step == null ? "" : Integer.toString(item.step));
    cells.add(Long.toString(errors.values()));
    cells.add(BacktestForecasts.number(errors.mae()));
    cells.add(BacktestForecasts.number(errors.rmse()));
    cells.add(BacktestForecasts.number(errors.smape()));
    cells.add(BacktestForecasts.number(errors.mase()));
    cells.add(BacktestForecasts.number(errors.rmsse()));
    cells.add(BacktestForecasts.number(errors.owa()));
    cells.add(BacktestForecasts.number(errors.pinball()));
    cells.add(BacktestForecasts.number(errors.weightedQuantileLoss()));
    cells.add(BacktestForecasts.number(errors.crps()));
    for (int l = 0; l < levels.size(); l++) {
      boolean given = l < errors.intervals().size();
      cells.add(given ? BacktestForecasts.number(errors.intervals().get(l).coverage()) : "");
      cells.add(given ? BacktestForecasts.number(errors.intervals().get(l).width()) : "");
      cells.add(given ? BacktestForecasts.number(errors.intervals().get(l).msis()) : "");
    }
    return cells;
  }
}
