package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeasonShareTest {
  private static List<double[]> samples(int count, int steps, int season, double size) {
    Random random = new Random(5);
    List<double[]> samples = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      double[] values = new double[steps];
      double level = 50;
      for (int t = 0; t < steps; t++) {
        level += random.nextGaussian();
        boolean seasonal = s % 2 == 0;
        values[t] = level + (seasonal ? size * Math.sin(2 * Math.PI * t / season + s) : 0);
      }
      samples.add(values);
    }
    return samples;
  }

  @Test
  void findsASeasonThatHalfOfTheSeriesHave() {
    assertThat(SeasonShare.find(samples(80, 60, 4, 4))).isEqualTo(4);
    assertThat(SeasonShare.find(samples(80, 96, 12, 6))).isEqualTo(12);
  }

  @Test
  void findsASeasonOfTwoSteps() {
    assertThat(SeasonShare.find(samples(80, 60, 2, 4))).isEqualTo(2);
  }

  @Test
  void findsNoneInSmoothWavesOfUnlikeLengthsWithNoise() {
    Random random = new Random(3);
    List<double[]> samples = new ArrayList<>();
    for (int s = 0; s < 100; s++) {
      double length = 30 + 40 * random.nextDouble();
      double[] values = new double[100];
      for (int t = 0; t < values.length; t++)
        values[t] = Math.sin(2 * Math.PI * t / length + s) + 0.05 * random.nextGaussian();
      samples.add(values);
    }
    assertThat(SeasonShare.find(samples)).isEqualTo(1);
  }

  @Test
  void findsNoneInRandomWalks() {
    assertThat(SeasonShare.find(samples(80, 60, 4, 0))).isEqualTo(1);
  }
}
