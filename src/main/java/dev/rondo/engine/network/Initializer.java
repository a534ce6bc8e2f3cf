package dev.rondo.engine.network;

import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/// Initial weights.
final class Initializer {
  private Initializer() {}

  /// Uniform in `+-sqrt(6 / (rows + columns))` (Glorot and Bengio 2010).
  static void glorot(Parameter kernel, float[] weights, RandomGenerator random) {
    double limit = Math.sqrt(6.0 / (kernel.rows() + kernel.columns()));
    for (int i = 0; i < kernel.size(); i++) {
      weights[kernel.at() + i] = (float) ((2 * random.nextDouble() - 1) * limit);
    }
  }

  /// Gaussian with mean 0.
  static void normal(
      Parameter parameter, double deviation, float[] weights, RandomGenerator random) {
    for (int i = 0; i < parameter.size(); i++)
      weights[parameter.at() + i] = (float) (deviation * random.nextGaussian());
  }

  /// Orthonormal rows (Saxe et al. 2014): Q of a Gaussian matrix, each column with the sign of R's diagonal, transposed.
  static void orthogonal(Parameter kernel, float[] weights, RandomGenerator random) {
    int rows = kernel.rows();
    int columns = kernel.columns();
    DMatrixRMaj gaussian = new DMatrixRMaj(columns, rows);
    for (int i = 0; i < gaussian.getNumElements(); i++) gaussian.set(i, random.nextGaussian());
    QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(columns, rows);
    if (!qr.decompose(gaussian))
      throw new ArithmeticException("no QR decomposition of a random matrix");
    DMatrixRMaj q = qr.getQ(null, true);
    DMatrixRMaj r = qr.getR(null, true);
    for (int row = 0; row < rows; row++) {
      double sign = r.get(row, row) < 0 ? -1 : 1;
      for (int column = 0; column < columns; column++) {
        weights[kernel.at() + row * columns + column] = (float) (sign * q.get(column, row));
      }
    }
  }
}
