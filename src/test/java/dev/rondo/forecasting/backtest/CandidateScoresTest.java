package dev.rondo.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.AllocatedBytes;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateScoresTest {
  private static final int HORIZON = 12;
  private static final int ORIGINS = 100;

  /// With few series, the errors of each origin are kept as well.
  @ParameterizedTest
  @CsvSource({"3", "9", "10", "5000"})
  void takesAsMuchMemoryAsEstimated(int series) {
    BacktestSpec spec =
        new BacktestSpec(
            HORIZON,
            ORIGINS,
            1,
            List.of(),
            Refit.ONCE,
            1,
            1,
            List.of(50.0, 80.0, 95.0),
            List.of(new Candidate.Baseline("naive")));
    NaiveErrors history = NaiveErrors.of(new double[] {1, 2}, 1);
    double[] values = new double[HORIZON];
    long allocated =
        AllocatedBytes.of(() -> {
          CandidateScores scores = new CandidateScores("naive", series, 1, ORIGINS, spec);
          for (int s = 0; s < series; s++)
            scores.add(0, new OriginForecast(s, 0, 2, values, values, null, null), history);
          scores.keep();
        });
    long forecasts = 64L * series;
    assertThat(CandidateScores.bytes(series, ORIGINS, HORIZON, 3))
        .isBetween((long) (0.9 * (allocated - forecasts)), (long) (1.2 * allocated));
  }
}
