package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinningTest {
  private static final double NAN = Double.NaN;

  /// As the series comes from the database, in pieces of three steps.
  private static int[] thinned(double[] values, int from, int to, int points) {
    return of(values, from, to, points).rows();
  }

  private static Thinning of(double[] values, int from, int to, int points) {
    List<Blocks.Piece> pieces = new ArrayList<>();
    for (int first = 0; first < values.length; first += 3) {
      double[] part = Arrays.copyOfRange(values, first, Math.min(values.length, first + 3));
      pieces.add(new Blocks.Piece(0, first, new double[][] {part}));
    }
    return Thinning.of(pieces.iterator(), from, to, points);
  }

  @Test
  void readsTheRangeOnly() {
    assertThat(thinned(new double[] {9, 1, 2, 3, 4, 9}, 1, 5, 2)).containsExactly(1, 4);
    assertThat(thinned(new double[] {9, 1, 2, 3, 4, 9}, 2, 4, 2)).containsExactly(2, 3);
  }

  @Test
  void keepsThePeaksOfEachPart() {
    double[] values = {0, 5, -5, 0, 0, 0, 9, 0};
    assertThat(thinned(values, 0, 8, 4)).containsExactly(1, 2, 4, 6);
  }

  @Test
  void skipsMissingValuesUnlessAPartHasNoOthers() {
    double[] values = {NAN, 3, NAN, 1, NAN, NAN, NAN, NAN};
    assertThat(thinned(values, 0, 8, 4)).containsExactly(1, 3, 4);
  }

  @Test
  void tellsTheFirstMissingValueOfEachPart() {
    double[] values = {NAN, 3, NAN, 1, 2, 5, 5, NAN, NAN, 1, 2, 3};
    assertThat(of(values, 0, 12, 6).gaps()).containsExactly(0, 7, 8);
  }

  @Test
  void neverGivesMoreThanAskedFor() {
    double[] values = new double[1001];
    Arrays.setAll(values, i -> Math.sin(i));
    for (int points = 2; points < 100; points++) {
      assertThat(thinned(values, 0, 1001, points))
          .hasSizeLessThanOrEqualTo(points)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }
}
