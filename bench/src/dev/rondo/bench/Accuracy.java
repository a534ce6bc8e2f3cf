package dev.rondo.bench;

import dev.rondo.forecasting.auto.AutoModel;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Trains an automatic model on the training part of a public set and scores its forecasts of the test part, or, without a test
/// part, of the last steps that are kept back. Prints one line of JSON.
///
/// Arguments: `panel train.csv test.csv|- horizon season maxDuration seed`, where season is that of MASE, or
/// `windows data.csv horizon trainEnd testBegin testEnd maxDuration seed` for every window of a test part of long columns, which
/// are standardised by their first `trainEnd` rows.
final class Accuracy {
  private Accuracy() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Object> result =
        switch (arguments[0]) {
          case "panel" -> panel(arguments);
          case "windows" -> windows(arguments);
          default -> throw new IllegalArgumentException("panel or windows, not " + arguments[0]);
        };
    StringBuilder json = new StringBuilder("{");
    result.forEach(
        (name, value) ->
            json.append(json.length() > 1 ? ", " : "")
                .append('"')
                .append(name)
                .append("\": ")
                .append(value));
    System.out.println(json.append('}'));
  }

  private static Dataset read(String file) throws IOException {
    try (InputStream raw = new FileInputStream(file);
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return DatasetReader.csv(in, ReadingOptions.NONE).dataset();
    }
  }

  private static Dataset with(Dataset dataset, List<Series> series) {
    return new Dataset(
        dataset.columns(), dataset.frequency(), dataset.zone(), series, dataset.table());
  }
}
