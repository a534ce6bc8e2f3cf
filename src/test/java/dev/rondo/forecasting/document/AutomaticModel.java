package dev.rondo.forecasting.document;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.EnsembleRequest;
import dev.rondo.forecasting.auto.NetworkRequest;
import dev.rondo.forecasting.auto.Units;
import dev.rondo.forecasting.auto.Weighting;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// Records a small automatic model with a member of each kind: a classical method, ridges, one of which reads a past covariate, a network,
/// and each of them beside the effect of a covariate known ahead; and intervals from held-out errors.
final class AutomaticModel {
  static final double LEVEL = 80;

  private static final int HORIZON = 4;
  private static final int STEPS = 150;
  private static final long START = 1_767_225_600_000L;

  private AutomaticModel() {}

  /// Writes the model and its forecasts beside it.
  ///
  /// @param file ends with `.rondo`
  static void record(Path file) throws IOException {
    EnsembleRequest ensemble =
        new EnsembleRequest(
            List.of("theta"),
            null,
            List.of(new NetworkRequest(null, 7, 14, 0, Units.SPREAD, 4, 16, 60, 0.01, true)),
            Weighting.EQUAL,
            6,
            null,
            false,
            List.of("promo"));
    AutoRequest request = new AutoRequest(HORIZON, null, 7, 1, ensemble);
    Model model = EnsembleFit.fit(orders(), "recorded", request, 1, (_, _) -> {});
    try (OutputStream out = Files.newOutputStream(file)) {
      ModelFile.write(model, out);
    }
    List<String> lines = new ArrayList<>();
    for (Series series : orders().series()) {
      lines.add("series %s %d".formatted(series.id(), series.start()));
      lines.add(line("column", Arrays.copyOf(series.values()[0], STEPS)));
      lines.add(line("column", series.values()[1]));
      lines.add(line("column", Arrays.copyOf(series.values()[2], STEPS)));
    }
    for (Forecast forecast :
        ServedModel.of(model)
            .forecast(ForecastFromFile.histories(lines), HORIZON, List.of(LEVEL))) {
      Interval interval = forecast.intervals().getFirst();
      lines.add(line("mean", forecast.mean()));
      lines.add(line("lower", interval.lower()));
      lines.add(line("upper", interval.upper()));
    }
    Files.write(Path.of(file.toString().replace(".rondo", ".txt")), lines);
  }

  private static String line(String name, double[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" ", name + " ", ""));
  }

  /// Daily orders with a week, which rise with promotions and follow the visitors of four days before. The promotions of the horizon
  /// are known.
  private static Dataset orders() {
    Random random = new Random(17);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      double[] orders = new double[STEPS + HORIZON];
      double[] visitors = new double[STEPS + HORIZON];
      double[] promo = new double[STEPS + HORIZON];
      Arrays.fill(orders, STEPS, STEPS + HORIZON, Double.NaN);
      Arrays.fill(visitors, STEPS, STEPS + HORIZON, Double.NaN);
      for (int t = 0; t < promo.length; t++) promo[t] = random.nextInt(3) == 0 ? 1 : 0;
      for (int t = 0; t < STEPS; t++) {
        visitors[t] = Math.round(100 + 20 * random.nextGaussian());
        double before = t < 4 ? 100 : visitors[t - 4];
        double week = 10 * Math.sin(2 * Math.PI * t / 7);
        orders[t] =
            Math.round(
                (s + 1) * (50 + week + 0.5 * before + 30 * promo[t] + random.nextGaussian()));
      }
      all.add(new Series("s" + s, START, new double[][] {orders, promo, visitors}));
    }
    return new Dataset(
        List.of(
            new Column("orders", Role.TARGET),
            new Column("promo", Role.FUTURE_COVARIATE),
            new Column("visitors", Role.PAST_COVARIATE)),
        Frequency.parse("P1D"),
        ZoneOffset.UTC,
        all);
  }
}
