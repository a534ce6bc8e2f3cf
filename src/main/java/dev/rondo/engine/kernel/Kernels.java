package dev.rondo.engine.kernel;

/// The numeric primitives of the engine.
///
/// Activations are in [Panels]: a panel is 16 columns of a batch that are adjacent in memory, with one row for each feature.
/// Weights are in the order of [Packing]. A lane is one element of a vector register. Each provider computes each element by
/// the same sequence of roundings, so all providers give equal bits.
public interface Kernels {
  /// Columns of a panel.
  int COLUMNS = 16;

  /// Largest number of inputs summed before the sum is added to the result of a product. With 16 panels, that many fit into a
  /// second-level cache.
  int DEPTH = 256;

  /// Inputs of each run of a product over `n` inputs; the runs are as equal as possible.
  static int depth(int n) {
    return Math.ceilDiv(n, Math.max(1, Math.ceilDiv(n, DEPTH)));
  }

  /// Panels summed before a sum is added to the result of [#outerSum].
  int RUN = 16;

  /// Inputs whose columns [#outerSum] transposes at a time.
  int TURNED = 512;

  /// Rows of d whose 16 partial sums [#outerSum] keeps at a time; over a run of panels they fit into the second-level cache.
  int CHUNK = 128;

  /// Floats of scratch space for [#outerSum]: the transposed columns, then the partial sums.
  int SCRATCH = RUN * COLUMNS * TURNED + CHUNK * COLUMNS;

  /// The vector provider if the JVM runs with `jdk.incubator.vector`, otherwise the scalar one. The system property
  /// `rondo.kernels` (`vector` or `scalar`) overrides the choice.
  static Kernels best() {
    return KernelChoice.CHOSEN;
  }

  /// The scalar provider: plain loops.
  static Kernels scalar() {
    return new ScalarKernels();
  }

  /// Provider and lanes, such as `vector, 8 lanes`.
  String description();

  /// Floats of a vector; the features of a single series are rounded up to a multiple of it.
  int lanes();

  /// `z[r, b] = bias[r] + sum over i < n of w[i, r] x[i, b]` for the panels `[from, to)`. The inputs are summed in runs of
  /// [#depth], i ascending; the sums of the runs are added to the bias one after the other.
  ///
  /// @param packed weights and biases from `at` on, in the order of [Packing#blocks]
  /// @param x with rows of 16
  /// @param t step of x
  /// @param s step of z
  /// @param onto adds to the values in z instead of the bias
  void product(
      float[] packed,
      int at,
      int rows,
      int n,
      Panels x,
      int t,
      Panels z,
      int s,
      int from,
      int to,
      boolean onto);

  /// `z[r] = bias[r] + sum over i < n of w[i, r] x[i]`, summed like [#product].
  ///
  /// @param packed weights and biases from `at` on, in the order of [Packing#single]
  /// @param rows a multiple of [#lanes]
  /// @param onto adds to the values in z instead of the bias
  void productSingle(
      float[] packed,
      int at,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      boolean onto);

  /// `dw[m, k] += sum over t, p and b of x[t, p, k, b] d[t, p, m, b]`: dw is transposed, so rows of x are its lanes.
  ///
  /// The panels are summed in runs of [#RUN], with the steps in the outer loop and the panels in the inner one; then the run is
  /// added to dw. Within a run, products are added one after the other, column by column. The last `k % 16` rows of x are an
  /// exception: their products are summed in 16 partial sums, one for each column, which [#treeSum] adds.
  ///
  /// @param x with rows of 16
  /// @param d with rows of 16
  /// @param first step of x that belongs to step 0 of d
  /// @param row first row of d
  /// @param panels panels in use
  /// @param ones where the sum of d is added in a row of dw, as if x had a row of ones there
  /// @param scratch [#SCRATCH] floats
  void outerSum(
      float[] dw,
      int dwAt,
      int dwStride,
      int k,
      int m,
      Panels x,
      int first,
      Panels d,
      int row,
      int steps,
      int panels,
      int ones,
      float[] scratch);

  // The methods below take blocks of n floats, a multiple of `lanes()`.

  /// `h = tanh(z)`.
  void tanhForward(float[] z, int zAt, float[] h, int hAt, int n);

  /// `z = dh (1 - h^2)`.
  void tanhBackward(float[] z, int zAt, float[] h, int hAt, float[] dh, int dhAt, int n);

  /// `h = max(0, z)`.
  void reluForward(float[] z, int zAt, float[] h, int hAt, int n);

  /// `z = dh` where `h > 0`, else 0.
  void reluBackward(float[] z, int zAt, float[] h, int hAt, float[] dh, int dhAt, int n);

  /// Four blocks of gates i, f, c, o: replaces pre-activations by activations and computes the next states.
  void lstmForward(
      float[] gates, int gatesAt, float[] c, int cAt, int cNextAt, float[] h, int hNextAt, int n);

  /// Replaces activations by gradients of the pre-activations, dc by that of the previous step, and the cell state at
  /// `cNextAt` by its tanh, because no earlier step reads it.
  void lstmBackward(
      float[] gates,
      int gatesAt,
      float[] c,
      int cAt,
      int cNextAt,
      float[] dh,
      float[] dc,
      int dAt,
      int n);

  /// Three blocks of gates z, r, h, the candidate without its recurrent product `q`.
  void gruForward(
      float[] gates, int gatesAt, float[] q, int qAt, float[] h, int hAt, int hNextAt, int n);

  /// Replaces activations by gradients of the pre-activations, q by its gradient, and `dh` by its direct contribution `z dh`.
  void gruBackward(
      float[] gates,
      int gatesAt,
      float[] q,
      int qAt,
      float[] h,
      int hAt,
      float[] dh,
      int dhAt,
      int n);

  /// Inverted dropout of `rows` rows of 16: `target = source * mask`, where the mask of column b of a row is 0 if the upper 24 bits of
  /// `hash(position + b)` are below `threshold`, otherwise `scale`. The arrays may be the same.
  ///
  /// The hash is the finaliser of MurmurHash3 with a key. Half of the key enters before the first multiplication and half
  /// after it. With only one half, the masks of two keys would be the same sequence, shifted.
  ///
  /// @param position of the first row
  /// @param stride from the position of a row to that of the next
  /// @param low one half of the key
  /// @param high the other half
  void drop(
      float[] source,
      int sourceAt,
      float[] target,
      int targetAt,
      int rows,
      int position,
      int stride,
      int low,
      int high,
      int threshold,
      float scale);

  /// `increment(x) = (x + sqrt(x^2 + WIDTH^2)) / 2` (Barron 2021, squareplus): positive, near x for large and near 0 for small x,
  /// and half of this width at 0.
  float INCREMENT_WIDTH = 0.1f;

  /// `y[at + i] = y[from + i] + sign increment(y[at + i])`.
  void incrementForward(float[] y, int at, int from, float sign, int n);

  /// The gradients of [#incrementForward], whose outputs are in y: `dy[from + i] += dy[at + i]`, then `dy[at + i]` becomes the
  /// gradient of what `y[at + i]` was. With g the increment, its slope is `g^2 / (g^2 + WIDTH^2 / 4)`.
  void incrementBackward(float[] y, float[] dy, int at, int from, float sign, int n);

  /// The sum of 16 partial sums as a balanced tree: halves of 8, 4, 2, 1.
  static float treeSum(float[] a, int at) {
    float s0 = (a[at] + a[at + 8]) + (a[at + 4] + a[at + 12]);
    float s1 = (a[at + 1] + a[at + 9]) + (a[at + 5] + a[at + 13]);
    float s2 = (a[at + 2] + a[at + 10]) + (a[at + 6] + a[at + 14]);
    float s3 = (a[at + 3] + a[at + 11]) + (a[at + 7] + a[at + 15]);
    return (s0 + s2) + (s1 + s3);
  }
}
