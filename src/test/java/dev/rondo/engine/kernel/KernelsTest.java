package dev.rondo.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.kernel.Kernels.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// Scalar and vector kernels give the same bits, over sizes around the borders of blocks and lanes.
class KernelsTest {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 13};
  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  private static List<Lanes> lanes() {
    return List.of(
        Lanes.all(16),
        Lanes.all(32),
        Lanes.all(48),
        new Lanes(48, 16, 48),
        new Lanes(64, 32, 48),
        new Lanes(48, 16, 16));
  }

  /// Runs `call` with either provider on equal random arrays and compares every bit of every array.
  private void same(int arrays, int length, BiConsumer<Kernels, float[][]> call) {
    float[][] first = random(arrays, length);
    float[][] second = new float[arrays][];
    for (int i = 0; i < arrays; i++) second[i] = first[i].clone();
    call.accept(scalar, first);
    call.accept(vector, second);
    for (int i = 0; i < arrays; i++) {
      for (int j = 0; j < length; j++) {
        assertThat(Float.floatToRawIntBits(second[i][j]))
            .as("array %d, element %d: %s and %s", i, j, first[i][j], second[i][j])
            .isEqualTo(Float.floatToRawIntBits(first[i][j]));
      }
    }
  }

  private static float[][] random(int arrays, int length) {
    SplittableRandom random = new SplittableRandom(length);
    float[][] values = new float[arrays][length];
    for (float[] array : values) {
      for (int i = 0; i < length; i++) array[i] = (float) random.nextDouble(-2, 2);
    }
    return values;
  }

  @Test
  void productsAgree() {
    for (Lanes lanes : lanes()) {
      for (int k : SIZES) {
        for (int m : SIZES) {
          same(
              3,
              16 * 64,
              (kernels, a) -> {
                kernels.product(a[0], 3, m + 2, k, m, a[1], 0, a[2], 64, lanes);
                kernels.productTransposed(a[0], 1, m + 1, k, m, a[2], 0, a[1], 0, lanes);
              });
        }
      }
    }
  }

  @Test
  void sumsAgree() {
    for (Lanes lanes : lanes()) {
      for (int k : SIZES) {
        for (int m : SIZES) {
          for (int steps : new int[] {0, 1, 3}) {
            same(
                4,
                3 * 13 * 64,
                (kernels, a) -> {
                  Steps x = new Steps(a[0], 0, k * lanes.stride());
                  Steps dz = new Steps(a[1], 0, m * lanes.stride());
                  float[] scratch = new float[Kernels.SCRATCH];
                  kernels.outerSum(a[2], 5, m + 3, k, m, x, dz, steps, lanes, scratch);
                  kernels.rowSum(a[3], 2, m, dz, steps, lanes, scratch);
                });
          }
        }
      }
    }
  }

  @Test
  void gatesAgree() {
    for (Lanes lanes : lanes()) {
      for (int units : SIZES) {
        int state = units * lanes.stride();
        same(
            6,
            6 * 13 * 64,
            (kernels, a) -> {
              kernels.fillRows(a[5], 0, units, a[1], 0, lanes);
              kernels.addRows(a[5], 3, units, a[1], 0, lanes);
              kernels.tanhForward(units, a[0], 0, a[1], state, lanes);
              kernels.tanhBackward(units, a[0], 0, a[1], state, a[2], lanes);
              kernels.reluForward(units, a[3], 0, a[1], state, lanes);
              kernels.reluBackward(units, a[3], 0, a[1], state, a[4], lanes);
            });
        same(
            6,
            6 * 13 * 64,
            (kernels, a) -> {
              kernels.lstmForward(units, a[0], 0, a[1], 0, state, a[2], state, lanes);
              kernels.lstmBackward(units, a[0], 0, a[1], 0, state, a[3], a[4], lanes);
            });
        same(
            6,
            6 * 13 * 64,
            (kernels, a) -> {
              kernels.gruForward(units, a[0], 0, a[1], 0, a[2], 0, state, lanes);
              kernels.gruBackward(units, a[0], 0, a[1], 0, a[2], 0, a[3], lanes);
            });
      }
    }
  }

  @Test
  void columnsOutsideStayAsTheyAre() {
    Lanes lanes = new Lanes(48, 16, 32);
    for (Kernels kernels : List.of(scalar, vector)) {
      float[][] a = random(4, 8 * 48);
      float[] before = a[2].clone();
      kernels.product(a[0], 0, 5, 4, 5, a[1], 0, a[2], 0, lanes);
      kernels.tanhForward(5, a[2], 0, a[2], 0, lanes);
      for (int i = 0; i < a[2].length; i++) {
        boolean inside = i % 48 >= 16 && i % 48 < 32 && i / 48 < 5;
        if (!inside) assertThat(a[2][i]).isEqualTo(before[i]);
      }
    }
  }

  @Test
  void tanhAndSigmoidAreWithinTheirBound() {
    List<Float> worst = new ArrayList<>();
    for (long bits = 0; bits < 1L << 31; bits += 997) {
      float x = Float.intBitsToFloat((int) bits);
      if (Float.isNaN(x)) {
        assertThat(Rational.tanh(x)).isNaN();
        continue;
      }
      double error = Math.abs(Rational.tanh(x) - StrictMath.tanh(x));
      if (error > 4e-7 || Rational.tanh(x) > 1f || Rational.tanh(-x) != -Rational.tanh(x))
        worst.add(x);
      double logistic = 1 / (1 + StrictMath.exp(-x));
      if (Math.abs(Rational.sigmoid(x) - logistic) > 4e-7) worst.add(x);
      if (Math.abs(Rational.sigmoid(-x) - (1 - logistic)) > 4e-7) worst.add(-x);
    }
    assertThat(worst).isEmpty();
  }

  @Test
  void vectorTanhHasTheSameBitsEverywhere() {
    Lanes lanes = Lanes.all(1 << 16);
    float[] x = new float[1 << 16];
    float[] first = new float[1 << 16];
    float[] second = new float[1 << 16];
    for (int high = 0; high < 1 << 16; high += 61) {
      for (int low = 0; low < x.length; low++) x[low] = Float.intBitsToFloat(high << 16 | low);
      scalar.tanhForward(1, x, 0, first, 0, lanes);
      vector.tanhForward(1, x, 0, second, 0, lanes);
      // Arrays.equals of floats takes all NaN as equal and tells 0 from -0.
      assertThat(java.util.Arrays.equals(first, second)).as("high bits %x", high).isTrue();
    }
  }
}
