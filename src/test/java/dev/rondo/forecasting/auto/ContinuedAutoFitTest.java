package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.checkpoint.MapCheckpoints;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An automatic training that is interrupted again and again gives the bits of an undisturbed one.
class ContinuedAutoFitTest {
  private static final EnsembleRequest SMALL =
      new EnsembleRequest(
          List.of("theta", "ets"),
          null,
          List.of(new NetworkRequest(null, null, null, null, null, null, null, 150, null, null)),
          null,
          null,
          null,
          false,
          null);
  private static final AutoRequest REQUEST =
      new AutoRequest(6, Duration.ofMinutes(10), null, 5, SMALL, null);

  /// Series with a season and a covariate known ahead, for which there are adjusted members and a wide ridge too.
  private static Dataset dataset() {
    Random random = new Random(3);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 12; s++) {
      double[] values = new double[72];
      double[] known = new double[72];
      for (int t = 0; t < values.length; t++) {
        known[t] = random.nextInt(2);
        values[t] =
            (20 + s) * (1 + 0.3 * Math.sin(Math.PI * t / 6)) + 8 * known[t] + random.nextGaussian();
      }
      all.add(new Series("s" + s, 0, new double[][] {values, known}));
    }
    return new Dataset(
        List.of(new Column("y", Role.TARGET), new Column("x", Role.FUTURE_COVARIATE)),
        Frequency.parse("P1M"),
        ZoneOffset.UTC,
        all);
  }

  /// Ends the training after a number of stages.
  private record Interrupted(Checkpoints checkpoints, AtomicInteger stages, int most)
      implements AutoProgress {
    @Override
    public void stage(String stage, double share) {
      if (stages.incrementAndGet() > most) throw new CancellationException("of the test");
    }
  }

  @Test
  void aTrainingThatIsInterruptedAnywhereGivesTheSameBits() {
    Dataset dataset = dataset();
    AtomicInteger stages = new AtomicInteger();
    AutoResult whole = AutoFit.fit(dataset, REQUEST, 6, 1, (_, _) -> stages.incrementAndGet());
    MapCheckpoints kept = new MapCheckpoints();
    AutoResult continued = null;
    int interruptions = 0;
    while (continued == null) {
      try {
        Interrupted progress =
            new Interrupted(kept, new AtomicInteger(), stages.get() / 12 + 5 * interruptions);
        continued = AutoFit.fit(dataset, REQUEST, 6, 2, progress);
      } catch (CancellationException _) {
        interruptions++;
      }
    }
    assertThat(interruptions).isGreaterThan(3);
    assertThat(kept.parts.keySet())
        .anyMatch(part -> part.contains("network-1") && part.endsWith("fitted"))
        .anyMatch(part -> part.startsWith("held-out"));
    assertThat(continued.spec()).isEqualTo(whole.spec());
    assertThat(continued.members()).isEqualTo(whole.members());
    assertThat(continued.numbers()).containsExactly(whole.numbers());
    assertThat(continued.scores()).isEqualTo(whole.scores());
  }
}
