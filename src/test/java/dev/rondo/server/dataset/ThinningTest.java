package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ThinningTest {
  private static final double NAN = Double.NaN;

  @Test
  void keepsWhatFits() {
    assertThat(Thinning.rows(new double[] {1, 2, 3, 4}, 1, 4, 3)).containsExactly(1, 2, 3);
    assertThat(Thinning.rows(new double[] {1, 2, 3, 4}, 3, 1, 3)).isEmpty();
  }

  @Test
  void keepsThePeaksOfEachPart() {
    double[] values = {0, 5, -5, 0, 0, 0, 9, 0};
    assertThat(Thinning.rows(values, 0, 8, 4)).containsExactly(1, 2, 4, 6);
  }

  @Test
  void skipsMissingValuesUnlessAPartHasNoOthers() {
    double[] values = {NAN, 3, NAN, 1, NAN, NAN, NAN, NAN};
    assertThat(Thinning.rows(values, 0, 8, 4)).containsExactly(1, 3, 4);
  }

  @Test
  void neverGivesMoreThanAskedFor() {
    double[] values = new double[1001];
    Arrays.setAll(values, i -> Math.sin(i));
    for (int points = 2; points < 100; points++) {
      assertThat(Thinning.rows(values, 0, 1001, points))
          .hasSizeLessThanOrEqualTo(points)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }
}
