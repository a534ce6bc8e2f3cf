package dev.rondo.engine.kernel;

/// The primitives on the Vector API. The columns of a panel are in the lanes of vectors, and weights are broadcast. For a
/// single series, its features are in the lanes.
final class VectorKernels implements Kernels {
  @Override
  public String description() {
    return "vector, " + VectorLane.N + " lanes";
  }

  @Override
  public int lanes() {
    return VectorLane.N;
  }

  @Override
  public void product(
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
      boolean onto) {
    VectorProducts.product(packed, at, rows, n, x, t, z, s, from, to, onto);
  }

  @Override
  public void productSingle(
      float[] packed,
      int at,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      boolean onto) {
    VectorSingle.product(packed, at, rows, n, x, xAt, z, zAt, onto);
  }

  @Override
  public void outerSum(
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
      float[] scratch) {
    VectorSums.outerSum(dw, dwAt, dwStride, k, m, x, first, d, row, steps, panels, ones, scratch);
  }

  @Override
  public void tanhForward(float[] z, int zAt, float[] h, int hAt, int n) {
    VectorGates.tanhs(z, zAt, h, hAt, n);
  }

  @Override
  public void tanhBackward(float[] z, int zAt, float[] h, int hAt, float[] dh, int dhAt, int n) {
    VectorGates.tanhBackward(z, zAt, h, hAt, dh, dhAt, n);
  }

  @Override
  public void reluForward(float[] z, int zAt, float[] h, int hAt, int n) {
    VectorGates.reluForward(z, zAt, h, hAt, n);
  }

  @Override
  public void reluBackward(float[] z, int zAt, float[] h, int hAt, float[] dh, int dhAt, int n) {
    VectorGates.reluBackward(z, zAt, h, hAt, dh, dhAt, n);
  }

  @Override
  public void lstmForward(
      float[] gates, int gatesAt, float[] c, int cAt, int cNextAt, float[] h, int hNextAt, int n) {
    VectorGates.lstmForward(gates, gatesAt, c, cAt, cNextAt, h, hNextAt, n);
  }

  @Override
  public void lstmBackward(
      float[] gates,
      int gatesAt,
      float[] c,
      int cAt,
      int cNextAt,
      float[] dh,
      float[] dc,
      int dAt,
      int n) {
    VectorGates.lstmBackward(gates, gatesAt, c, cAt, cNextAt, dh, dc, dAt, n);
  }

  @Override
  public void gruForward(
      float[] gates, int gatesAt, float[] q, int qAt, float[] h, int hAt, int hNextAt, int n) {
    VectorGates.gruForward(gates, gatesAt, q, qAt, h, hAt, hNextAt, n);
  }

  @Override
  public void gruBackward(
      float[] gates,
      int gatesAt,
      float[] q,
      int qAt,
      float[] h,
      int hAt,
      float[] dh,
      int dhAt,
      int n) {
    VectorGates.gruBackward(gates, gatesAt, q, qAt, h, hAt, dh, dhAt, n);
  }

  @Override
  public void drop(
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
      float scale) {
    VectorDropout.drop(
        source, sourceAt, target, targetAt, rows, position, stride, low, high, threshold, scale);
  }

  @Override
  public void incrementForward(float[] y, int at, int from, float sign, int n) {
    VectorIncrements.forward(y, at, from, sign, n);
  }

  @Override
  public void incrementBackward(float[] y, float[] dy, int at, int from, float sign, int n) {
    VectorIncrements.backward(y, dy, at, from, sign, n);
  }
}
