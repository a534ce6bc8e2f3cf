package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.evaluation.ErrorProfile.Autocorrelation;
import dev.rondo.forecasting.evaluation.ErrorProfile.SeriesErrors;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorSurveyTest {
  private static Dataset dataset(int series, int steps) {
    return new Dataset(
        List.of(new Column("y", Role.TARGET)),
        Frequency.parse("step"),
        ZoneOffset.UTC,
        IntStream.range(0, series)
            .mapToObj(s -> new Series("s" + s, 100, new double[][] {new double[steps]}))
            .toList());
  }

  private static ErrorProfile profile(double[] errors, int apart) {
    ErrorSurvey survey = new ErrorSurvey(1, 1, apart);
    for (int i = 0; i < errors.length; i++) survey.add(0, 0, i * apart, 0, errors[i], 0, 1);
    survey.sums("model", new ErrorSums(1, 1));
    return survey.profile(dataset(1, errors.length * apart));
  }

  @Test
  void alternatingErrorsAreCorrelated() {
    double[] errors = IntStream.range(0, 200).mapToDouble(i -> i % 2 == 0 ? 1 : -1).toArray();
    List<Autocorrelation> all = profile(errors, 3).autocorrelation();
    assertThat(all.get(0).lag()).isEqualTo(3);
    assertThat(all.get(0).value()).isCloseTo(-1, within(1e-9));
    assertThat(all.get(1).value()).isCloseTo(1, within(1e-9));
    assertThat(all.get(0).pairs()).isEqualTo(199);
    assertThat(all.get(0).bound()).isCloseTo(1.96 / Math.sqrt(199), within(1e-4));
  }

  @Test
  void independentErrorsLieWithinTheBound() {
    Random random = new Random(7);
    double[] errors = random.doubles(2000).map(value -> value - 0.5).toArray();
    List<Autocorrelation> all = profile(errors, 1).autocorrelation();
    assertThat(all).hasSize(29);
    assertThat(all.stream().filter(one -> Math.abs(one.value()) > one.bound()).count())
        .isLessThanOrEqualTo(4);
  }

  @Test
  void missingErrorsBreakPairs() {
    double[] errors = new double[40];
    for (int i = 0; i < errors.length; i++) errors[i] = i % 2 == 0 ? i % 7 : Double.NaN;
    List<Autocorrelation> all = profile(errors, 1).autocorrelation();
    assertThat(all).extracting(Autocorrelation::lag).allMatch(lag -> lag % 2 == 0);
    assertThat(all.getFirst().pairs()).isEqualTo(19);
  }

  @Test
  void pairsNeverJoinTwoSeries() {
    ErrorSurvey survey = new ErrorSurvey(1, 1, 1);
    for (int s = 0; s < 50; s++)
      for (int i = 0; i < 2; i++) survey.add(s, 0, i, 0, s % 5 + i, 0, 1);
    survey.sums("model", new ErrorSums(1, 1));
    List<Autocorrelation> all = survey.profile(dataset(50, 2)).autocorrelation();
    assertThat(all).extracting(Autocorrelation::lag).containsExactly(1);
    assertThat(all.getFirst().pairs()).isEqualTo(50);
  }

  @Test
  void namesTheSeriesWithTheLargestScaledErrors() {
    ErrorSurvey survey = new ErrorSurvey(2, 1, 1);
    for (int s = 0; s < 40; s++)
      for (int h = 0; h < 2; h++) survey.add(s, 0, 5, h, s, 0, s == 3 ? 0.01 : 100);
    survey.sums("model", new ErrorSums(2, 1));
    List<SeriesErrors> worst = survey.profile(dataset(40, 9)).worst();
    assertThat(worst).hasSize(20);
    assertThat(worst.getFirst()).isEqualTo(new SeriesErrors("s3", "y", 2, 3, 300.0));
    assertThat(worst.get(1).seriesId()).isEqualTo("s39");
  }

  @Test
  void keepsTheLastResidualsOfTheFirstSeries() {
    ErrorSurvey survey = new ErrorSurvey(1, 1, 1);
    for (int s = 0; s < 5; s++) for (int i = 0; i < 400; i++) survey.add(s, 0, i, 0, i, 0, 1);
    survey.sums("model", new ErrorSums(1, 1));
    List<ErrorProfile.Residuals> residuals = survey.profile(dataset(5, 400)).residuals();
    assertThat(residuals)
        .extracting(ErrorProfile.Residuals::seriesId)
        .containsExactly("s0", "s1", "s2");
    assertThat(residuals.getFirst().positions()).hasSize(300).endsWith(499);
    assertThat(residuals.getFirst().values()).startsWith(100).endsWith(399);
  }

  @Test
  void groupsTheStepsOfALongHorizon() {
    ErrorSums sums = new ErrorSums(250, 1);
    for (int h = 0; h < 250; h++) sums.add(0, 0, h, h, 0, 1);
    ErrorSurvey survey = new ErrorSurvey(250, 1, 1);
    survey.sums("model", sums);
    survey.sums("naive", sums);
    List<ErrorProfile.StepErrors> steps = survey.profile(dataset(1, 1)).steps();
    assertThat(steps).hasSize(100);
    assertThat(steps.getFirst().from()).isEqualTo(1);
    assertThat(steps.getLast().to()).isEqualTo(250);
    assertThat(steps.getLast().model()).isEqualTo(248);
    assertThat(steps.getLast().baselines())
        .containsExactly(new ErrorProfile.BaselineError("naive", 248.0));
  }
}
