package dev.rondo.commandline.result;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes forecasts as CSV with the columns of the API, one row for each step.
public final class ForecastCsv {
  private ForecastCsv() {}

  public static void write(ForecastOutcome outcome, OutputStream out) throws IOException {
    BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CsvWriter csv = CsvWriter.builder().build(text);
    List<String> header =
        new ArrayList<>(List.of("seriesId", "target", "step", "timestamp", "mean"));
    for (double level : outcome.levels()) {
      header.add("lower" + Figures.level(level));
      header.add("upper" + Figures.level(level));
    }
    csv.writeRecord(header);
    for (ForecastPicture picture : outcome.pictures()) rows(picture.forecast(), outcome, csv);
    csv.flush();
    text.flush();
  }

  private static void rows(Forecast forecast, ForecastOutcome outcome, CsvWriter csv) {
    for (int h = 0; h < forecast.steps().length; h++) {
      List<String> cells = new ArrayList<>();
      cells.add(forecast.seriesId());
      cells.add(outcome.severalTargets() ? forecast.target() : "");
      cells.add(Long.toString(forecast.steps()[h]));
      cells.add(forecast.timestamps() == null ? "" : forecast.timestamps().get(h));
      cells.add(number(forecast.mean()[h]));
      for (Interval interval : forecast.intervals()) {
        cells.add(number(interval.lower()[h]));
        cells.add(number(interval.upper()[h]));
      }
      csv.writeRecord(cells);
    }
  }

  public static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
