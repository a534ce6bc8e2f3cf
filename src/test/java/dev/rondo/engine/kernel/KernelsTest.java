package dev.rondo.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Scalar and vector kernels give the same bits, with sizes around multiples of the blocks and of the lanes (the floats of a vector
/// register).
class KernelsTest {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 13};
  private static final Kernels scalar = new ScalarKernels();
  private static final Kernels vector = new VectorKernels();

  /// Calls both providers with equal random arrays and compares every bit of every array.
  private void same(int arrays, int length, BiConsumer<Kernels, float[][]> call) {
    float[][] first = random(arrays, length);
    float[][] second = new float[arrays][];
    for (int i = 0; i < arrays; i++) second[i] = first[i].clone();
    call.accept(scalar, first);
    call.accept(vector, second);
    for (int i = 0; i < arrays; i++) {
      for (int j = 0; j < length; j++) {
        if (Float.floatToRawIntBits(second[i][j]) == Float.floatToRawIntBits(first[i][j])) continue;
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

  /// Panels (blocks of 16 columns of a batch) inside an array. Kernels must not change the values between two of them.
  private static Panels panels(float[] values, int rows, int panels) {
    int panel = rows * 16 + 16;
    return new Panels(values, 32, panels * panel + 8, panel, 16);
  }

  /// Rows as long as all panels together.
  private static Panels rows(float[] values, int rows, int panels) {
    return new Panels(values, 16, rows * panels * 16, 16, panels * 16);
  }

  @Test
  void productsAgree() {
    for (int n : SIZES) {
      for (int rows : SIZES) {
        for (int panels = 1; panels <= 3; panels++) {
          int count = panels;
          for (boolean onto : new boolean[] {false, true}) {
            same(
                3,
                5000,
                (kernels, a) -> {
                  int from = count == 1 ? 0 : 1;
                  Panels x = panels(a[1], n, count);
                  Panels z = panels(a[2], rows, count);
                  kernels.product(a[0], 3, rows, n, x, 1, z, 0, from, count, onto);
                  kernels.product(a[0], 5, n, rows, z, 1, rows(a[1], n, count), 0, 0, count, onto);
                });
          }
        }
      }
    }
  }

  @Test
  void productsOfManyInputsAgree() {
    same(
        3,
        40_000,
        (kernels, a) -> {
          Panels x = panels(a[1], 600, 2);
          Panels z = rows(a[2], 7, 2);
          kernels.product(a[0], 3, 7, 600, x, 0, z, 0, 0, 2, false);
        });
  }

  @Test
  void aSingleSeriesAgreesWithPanels() {
    for (Kernels kernels : List.of(scalar, vector)) {
      for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 13}) {
        for (int rows : new int[] {1, 3, 8, 17, 24, 48, 77, 130}) {
          float[][] a = random(3, 5000);
          int padded = Math.ceilDiv(rows, kernels.lanes()) * kernels.lanes();
          float[] blocks = new float[Packing.size(rows, n)];
          float[] single = new float[Packing.size(padded, n)];
          Packing.blocks(a[0], 7, rows + 2, 1, n, rows, 1, 2, blocks, 0);
          Packing.single(a[0], 7, rows + 2, n, 1, rows, padded, 1, 2, single, 0);
          float[] columns = new float[n * 16];
          for (int i = 0; i < n; i++) columns[i * 16 + 9] = a[1][5 + i];
          Panels x = new Panels(columns, 0, 0, 0, 16);
          for (boolean onto : new boolean[] {false, true}) {
            float[] z = Arrays.copyOf(a[2], padded + 3);
            float[] expected = new float[rows * 16];
            for (int r = 0; r < rows; r++) expected[r * 16 + 9] = z[3 + r];
            kernels.productSingle(single, 0, padded, n, a[1], 5, z, 3, onto);
            scalar.product(
                blocks, 0, rows, n, x, 0, new Panels(expected, 0, 0, 0, 16), 0, 0, 1, onto);
            for (int r = 0; r < rows; r++) assertThat(z[3 + r]).isEqualTo(expected[r * 16 + 9]);
          }
        }
      }
    }
  }

  @Test
  void dropoutAgreesAndDropsItsShare() {
    int threshold = (int) Math.round(0.3 * (1 << 24));
    same(
        2,
        2000,
        (kernels, a) -> {
          kernels.drop(a[0], 5, a[1], 7, 60, 1_000_000, 48, 123, -456, threshold, 1.25f);
          kernels.drop(a[0], 1003, a[0], 1003, 7, -20, 16, 1, 2, threshold, 2f);
        });
    float[] ones = new float[16_000];
    Arrays.fill(ones, 1f);
    vector.drop(ones, 0, ones, 0, 1000, 0, 16, 7, 8, threshold, 2f);
    int dropped = 0;
    for (float value : ones) {
      assertThat(value == 0f || value == 2f).isTrue();
      if (value == 0f) dropped++;
    }
    assertThat(dropped).isBetween(4500, 5100);
  }

  @Test
  void productsMultiply() {
    for (int n : SIZES) {
      for (int rows : SIZES) {
        float[][] a = random(3, 2000);
        float[] packed = new float[Packing.size(rows, n)];
        Packing.blocks(a[0], 4, 1, n + 1, n, rows, 2, -1, packed, 0);
        float[] z = new float[rows * 16];
        Panels x = new Panels(a[1], 0, 0, 0, 16);
        vector.product(packed, 0, rows, n, x, 0, new Panels(z, 0, 0, 0, 16), 0, 0, 1, false);
        for (int r = 0; r < rows; r++) {
          for (int b = 0; b < 16; b++) {
            double sum = a[0][2 + r];
            for (int i = 0; i < n; i++)
              sum += (double) a[0][4 + i + r * (n + 1)] * a[1][i * 16 + b];
            assertThat((double) z[r * 16 + b]).isCloseTo(sum, within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void sumsAgree() {
    for (int k : new int[] {0, 1, 7, 8, 9, 16, 20, 65}) {
      for (int m : new int[] {1, 2, 4, 6, 8, 9, 13}) {
        for (int steps : new int[] {0, 1, 11}) {
          for (int panels : new int[] {1, 3, 7}) {
            int length = 1 << 17;
            same(
                4,
                length,
                (kernels, a) -> {
                  Panels x = panels(a[0], k, panels + 1);
                  Panels d = panels(a[1], m + 1, panels);
                  float[] scratch = new float[Kernels.SCRATCH];
                  kernels.outerSum(a[2], 5, k + 3, k, m, x, 1, d, 1, steps, panels, k + 1, scratch);
                });
          }
        }
      }
    }
  }

  @Test
  void sumsSum() {
    int k = 21;
    int m = 11;
    int steps = 5;
    int panels = 8;
    float[][] a = random(2, 20_000);
    Panels x = panels(a[0], k, panels);
    Panels d = panels(a[1], m, panels);
    int stride = k + 1;
    float[] dw = new float[stride * m];
    float[] scratch = new float[Kernels.SCRATCH];
    vector.outerSum(dw, 0, stride, k, m, x, 1, d, 0, steps, panels, k, scratch);
    for (int j = 0; j < m; j++) {
      double row = 0;
      for (int t = 0; t < steps; t++)
        for (int p = 0; p < panels; p++)
          for (int b = 0; b < 16; b++) row += a[1][d.at(t, p) + j * 16 + b];
      assertThat((double) dw[j * stride + k]).isCloseTo(row, within(1e-3));
      for (int i = 0; i < k; i++) {
        double sum = 0;
        for (int t = 0; t < steps; t++)
          for (int p = 0; p < panels; p++)
            for (int b = 0; b < 16; b++)
              sum += (double) a[0][x.at(t + 1, p) + i * 16 + b] * a[1][d.at(t, p) + j * 16 + b];
        assertThat((double) dw[j * stride + i]).isCloseTo(sum, within(1e-3));
      }
    }
  }

  @Test
  void gatesAgree() {
    for (int units : SIZES) {
      int n = units * 16;
      same(
          6,
          6 * 13 * 16,
          (kernels, a) -> {
            kernels.tanhForward(a[0], 3, a[1], 2, n);
            kernels.tanhBackward(a[0], 0, a[1], 2, a[2], 1, n);
            kernels.reluForward(a[3], 0, a[1], n, n);
            kernels.reluBackward(a[3], 0, a[1], n, a[4], 5, n);
          });
      same(
          6,
          6 * 13 * 16,
          (kernels, a) -> {
            kernels.lstmForward(a[0], 4, a[1], 0, n, a[2], n, n);
            kernels.lstmBackward(a[0], 4, a[1], 0, n, a[3], a[4], 7, n);
          });
      same(
          6,
          6 * 13 * 16,
          (kernels, a) -> {
            kernels.gruForward(a[0], 1, a[1], 0, a[2], 0, n, n);
            kernels.gruBackward(a[0], 1, a[1], 0, a[2], 0, a[3], 9, n);
          });
      same(
          2,
          6 * 13 * 16,
          (kernels, a) -> {
            kernels.incrementForward(a[0], 3, n + 3, 1f, n);
            kernels.incrementBackward(a[0], a[1], 3, n + 3, 1f, n);
            kernels.incrementForward(a[0], n + 3, 3, -1f, n);
            kernels.incrementBackward(a[0], a[1], n + 3, 3, -1f, n);
          });
    }
  }

  /// A quantile does not cross its neighbour, however far apart the linear map places them.
  @Test
  void incrementsAreNotNegative() {
    float[] sizes = {0, 1e-30f, 1e-6f, 0.01f, 0.3f, 7, 1e4f, 1e19f};
    for (float size : sizes) {
      for (float sign : new float[] {1, -1}) {
        float[] y = new float[32];
        Arrays.fill(y, 16, 32, sign * size);
        vector.incrementForward(y, 16, 0, 1f, 16);
        assertThat(y[16]).isGreaterThanOrEqualTo(Math.max(0, sign * size));
        float[] dy = new float[32];
        Arrays.fill(dy, 16, 32, 2f);
        vector.incrementBackward(y, dy, 16, 0, 1f, 16);
        assertThat(dy[0]).isEqualTo(2);
        assertThat(dy[16]).isBetween(0f, 2f);
      }
    }
  }

  @Test
  void whatIsNotAskedForStaysAsItIs() {
    for (Kernels kernels : List.of(scalar, vector)) {
      float[][] a = random(3, 2000);
      float[] before = a[2].clone();
      Panels z = new Panels(a[2], 7, 0, 5 * 16, 16);
      kernels.product(a[0], 0, 5, 4, panels(a[1], 4, 3), 0, z, 0, 1, 2, false);
      kernels.tanhForward(a[2], 7 + 5 * 16, a[2], 7 + 5 * 16, 5 * 16);
      for (int i = 0; i < a[2].length; i++) {
        boolean inside = i >= 7 + 5 * 16 && i < 7 + 10 * 16;
        if (!inside) assertThat(a[2][i]).isEqualTo(before[i]);
      }
    }
  }

  /// Every float from 2^-12 to 16, where the functions curve, and every 251st of the others; the functions are odd, which
  /// covers negative ones.
  @Test
  void tanhAndSigmoidAreWithinTheirBound() {
    int bent = Float.floatToIntBits(0x1p-12f);
    int flat = Float.floatToIntBits(16f);
    IntStream whole = IntStream.range(bent, flat).parallel();
    IntStream below = IntStream.range(0, bent / 251).map(i -> i * 251);
    IntStream above = IntStream.range(0, (Integer.MAX_VALUE - flat) / 251).map(i -> flat + i * 251);
    for (IntStream bits : List.of(whole, below, above))
      assertThat(bits.filter(b -> !isBounded(b)).findAny()).isEmpty();
  }

  private static boolean isBounded(int bits) {
    float x = Float.intBitsToFloat(bits);
    float tanh = Rational.tanh(x);
    float sigmoid = Rational.sigmoid(2 * x);
    float other = Rational.sigmoid(-2 * x);
    if (Float.isNaN(x)) return Float.isNaN(tanh) && Float.isNaN(sigmoid);
    double exact = x < 0x1p-12f ? x : x > 16 ? 1 : StrictMath.tanh(x);
    // sigmoid(2 x) = (1 + tanh(x)) / 2
    return Math.abs(tanh - exact) <= 4e-7
        && tanh <= 1f
        && Rational.tanh(-x) == -tanh
        && Math.abs(sigmoid - (0.5 + 0.5 * exact)) <= 4e-7
        && Math.abs(other - (0.5 - 0.5 * exact)) <= 4e-7
        && sigmoid <= 1f
        && other >= 0f;
  }

  @Test
  void vectorTanhHasTheSameBitsEverywhere() {
    OptionalInt different =
        IntStream.range(0, (1 << 16) / 13)
            .map(i -> i * 13)
            .parallel()
            .filter(high -> !hasEqualBits(high))
            .findAny();
    assertThat(different).isEmpty();
  }

  private static boolean hasEqualBits(int high) {
    float[] x = new float[1 << 16];
    float[] first = new float[x.length];
    float[] second = new float[x.length];
    for (int low = 0; low < x.length; low++) x[low] = Float.intBitsToFloat(high << 16 | low);
    scalar.tanhForward(x, 0, first, 0, x.length);
    vector.tanhForward(x, 0, second, 0, x.length);
    // Arrays.equals of floats treats all NaN as equal and distinguishes 0 from -0.
    return Arrays.equals(first, second);
  }
}
