package dev.rondo.forecasting.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.member.EtsForm.Kind;
import dev.rondo.forecasting.member.EtsForm.Trend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares exponential smoothing with statsmodels; see reference/smoothing/smoothing.py.
class SmoothingReferenceTest {
  /// @param reached the likelihood of the fit of statsmodels
  record Case(
      String series,
      int period,
      double[] values,
      EtsForm form,
      double[] parameters,
      double[] states,
      double likelihood,
      double[] forecast,
      double reached) {
    @Override
    public String toString() {
      return series + " " + form;
    }
  }

  static List<Case> cases() throws IOException {
    Path file = Path.of("src/test/resources/reference/smoothing/smoothing.txt");
    List<Case> cases = new ArrayList<>();
    double[] values = new double[0];
    int period = 1;
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ");
      if (parts.length == 3) {
        period = Integer.parseInt(parts[1]);
        values = numbers(parts[2]);
        continue;
      }
      EtsForm form =
          new EtsForm(Kind.valueOf(parts[1]), Trend.valueOf(parts[2]), Kind.valueOf(parts[3]));
      double[] states = numbers(parts[5]);
      if (!form.hasSeason()) states = Arrays.copyOf(states, states.length + 1);
      cases.add(
          new Case(
              parts[0],
              period,
              values,
              form,
              numbers(parts[4]),
              states,
              Double.parseDouble(parts[6]),
              numbers(parts[7]),
              Double.parseDouble(parts[8])));
    }
    return cases;
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  /// The log-likelihood with its constant.
  private static double logLikelihood(double twice, int n) {
    return -(twice + n * (Math.log(2 * Math.PI / n) + 1)) / 2;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recursion(Case given) {
    double alpha = given.parameters[0];
    double[] own = {
      alpha, given.parameters[1] / alpha, given.parameters[2] / (1 - alpha), given.parameters[3]
    };
    EtsRun run = new EtsRun(given.form, given.values, given.period);
    double twice = run.run(own, given.states);
    assertThat(logLikelihood(twice, given.values.length)).isCloseTo(given.likelihood, within(1e-7));
    double[] forecast = new double[5];
    run.forecast(own, forecast);
    assertThat(forecast).containsExactly(given.forecast, within(1e-7));
  }

  /// Those that statsmodels fits: not a multiplicative error with a multiplicative season.
  static List<Case> fitted() throws IOException {
    return cases().stream().filter(given -> !Double.isNaN(given.reached)).toList();
  }

  @ParameterizedTest
  @MethodSource("fitted")
  void fitIsAsLikely(Case given) {
    EtsFit fit = EtsFit.of(given.form, given.values, given.period);
    // A multiplicative error has several maxima, of which neither program always finds the highest.
    double slack = given.form.error() == Kind.ADDITIVE ? 0.1 : 5;
    assertThat(logLikelihood(fit.likelihood(), given.values.length))
        .isGreaterThan(given.reached - slack);
  }
}
