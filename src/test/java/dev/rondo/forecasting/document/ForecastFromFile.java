package dev.rondo.forecasting.document;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A separate program that reads a model file, forecasts the series of a text file, and prints a line of numbers for each.
public final class ForecastFromFile {
  private ForecastFromFile() {}

  /// @param arguments the model file, the text file
  public static void main(String[] arguments) throws Exception {
    ServedModel forecaster;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(Path.of(arguments[0])))) {
      forecaster = ServedModel.of(ModelFile.read(file));
    }
    List<History> histories = histories(Files.readAllLines(Path.of(arguments[1])));
    int horizon = forecaster.model().description().method().horizon();
    for (Forecast forecast : forecaster.forecast(histories, horizon, List.of()))
      System.out.println(Arrays.toString(forecast.mean()));
  }

  static List<History> histories(List<String> lines) {
    List<History> histories = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ");
      if (!words[0].equals("series")) continue;
      List<double[]> columns = new ArrayList<>();
      while (i + 1 < lines.size() && lines.get(i + 1).startsWith("column "))
        columns.add(numbers(lines.get(++i)));
      histories.add(
          new History(words[1], Long.valueOf(words[2]), columns.toArray(double[][]::new)));
    }
    return histories;
  }

  static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).skip(1).mapToDouble(Double::parseDouble).toArray();
  }
}
