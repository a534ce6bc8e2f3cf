package dev.rondo.engine.kernel;

/// The numeric primitives of the engine.
///
/// Matrices of activations have one row for each feature and one column for each window of the batch; a call works on the
/// columns named by [Lanes]. Weights are `[K, M]`, row-major: K inputs, M outputs. Each provider computes each element by
/// the same sequence of roundings, so all give equal bits.
public interface Kernels {
  /// Floats of scratch space for sums across columns: 16 lanes of 12 sums.
  int SCRATCH = 192;

  /// The vector provider where the processor's vector module is on, else the scalar one. The system property
  /// `rondo.kernels` (`vector` or `scalar`) overrides the choice.
  static Kernels best() {
    return KernelChoice.CHOSEN;
  }

  /// The plain loops.
  static Kernels scalar() {
    return new ScalarKernels();
  }

  /// Provider and lanes, such as `vector, 8 lanes`.
  String description();

  /// `z[m, b] = bias[m]`.
  void fillRows(float[] bias, int biasAt, int rows, float[] z, int zAt, Lanes lanes);

  /// `z[m, b] += bias[m]`.
  void addRows(float[] bias, int biasAt, int rows, float[] z, int zAt, Lanes lanes);

  /// `z[m, b] += sum over k of w[k, m] x[k, b]`, k rising.
  ///
  /// @param wStride floats from one row of w to the next
  void product(
      float[] w,
      int wAt,
      int wStride,
      int k,
      int m,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      Lanes lanes);

  /// `dx[k, b] += sum over m of w[k, m] dz[m, b]`, m rising.
  void productTransposed(
      float[] w,
      int wAt,
      int wStride,
      int k,
      int m,
      float[] dz,
      int dzAt,
      float[] dx,
      int dxAt,
      Lanes lanes);

  /// `dw[k, m] += sum over t and b of x[t, k, b] dz[t, m, b]`.
  ///
  /// The steps are summed in runs of [#stepsPerRun(Lanes)]: within a run in 16 virtual lanes, steps outside and groups of
  /// columns inside; then the lanes in the tree of [#sumLanes]; then the run is added to dw.
  ///
  /// @param steps the sequences x and dz step through
  /// @param scratch [#SCRATCH] floats
  void outerSum(
      float[] dw,
      int dwAt,
      int dwStride,
      int k,
      int m,
      Steps x,
      Steps dz,
      int steps,
      Lanes lanes,
      float[] scratch);

  /// `db[m] += sum over t and b of dz[t, m, b]`, summed like [#outerSum].
  void rowSum(float[] db, int dbAt, int m, Steps dz, int steps, Lanes lanes, float[] scratch);

  /// `h[i] = tanh(z[i])` over rows.
  void tanhForward(int rows, float[] z, int zAt, float[] h, int hAt, Lanes lanes);

  /// `z = dh (1 - h^2)`, `dh = 0`.
  void tanhBackward(int rows, float[] z, int zAt, float[] h, int hAt, float[] dh, Lanes lanes);

  /// `h[i] = max(0, z[i])`.
  void reluForward(int rows, float[] z, int zAt, float[] h, int hAt, Lanes lanes);

  /// `z = dh` where `h > 0`, else 0; `dh = 0`.
  void reluBackward(int rows, float[] z, int zAt, float[] h, int hAt, float[] dh, Lanes lanes);

  /// Gates i, f, c, o of `units` rows each: pre-activations become activations, and the states of the next step.
  void lstmForward(
      int units,
      float[] gates,
      int gatesAt,
      float[] c,
      int cAt,
      int cNextAt,
      float[] h,
      int hNextAt,
      Lanes lanes);

  /// Activations become gradients of the pre-activations; dc becomes that of the step before; `dh = 0`.
  void lstmBackward(
      int units,
      float[] gates,
      int gatesAt,
      float[] c,
      int cAt,
      int cNextAt,
      float[] dh,
      float[] dc,
      Lanes lanes);

  /// Gates z, r, h of `units` rows each, the candidate without its recurrent share `q`.
  void gruForward(
      int units,
      float[] gates,
      int gatesAt,
      float[] q,
      int qAt,
      float[] h,
      int hAt,
      int hNextAt,
      Lanes lanes);

  /// Activations become gradients of the pre-activations, q its own; `dh` becomes its direct share `z dh`.
  void gruBackward(
      int units,
      float[] gates,
      int gatesAt,
      float[] q,
      int qAt,
      float[] h,
      int hAt,
      float[] dh,
      Lanes lanes);

  /// A matrix `[rows, columns]` for each time step: step t starts at `at + t * stride` of `values`; a stride of 0 shows the
  /// same matrix at each step.
  @SuppressWarnings("ArrayRecordComponent")
  record Steps(float[] values, int at, int stride) {}

  /// Steps summed before their lanes are added up: as many as keep one row's columns near 2048, so that the rows of a run
  /// stay in the cache.
  static int stepsPerRun(Lanes lanes) {
    return Math.max(1, 2048 / Math.max(1, lanes.to() - lanes.from()));
  }

  /// The sum of 16 lanes as a balanced tree: halves of 8, 4, 2, 1.
  static float sumLanes(float[] a, int at) {
    float s0 = (a[at] + a[at + 8]) + (a[at + 4] + a[at + 12]);
    float s1 = (a[at + 1] + a[at + 9]) + (a[at + 5] + a[at + 13]);
    float s2 = (a[at + 2] + a[at + 10]) + (a[at + 6] + a[at + 14]);
    float s3 = (a[at + 3] + a[at + 11]) + (a[at + 7] + a[at + 15]);
    return (s0 + s2) + (s1 + s3);
  }
}
