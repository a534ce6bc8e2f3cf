package dev.rondo.forecasting.member;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// Forecasts a short series by ridge regression of its next change on its last changes, its distance from its mean so far, and a
/// constant. The coefficients are a mean over 25 penalties, each with the weight `(e / e_min)^(-n / 2)`, where e is its mean squared
/// leave-one-out error over n rows. All penalties use one eigenvalue decomposition. The highest penalty is a random walk.
final class LevelRidge {
  private static final int PENALTIES = 25;
  private static final int MOST_CHANGES = 4;

  private final double[] values;
  private final int changes;
  private final int inputs;
  private final double[] coefficients; // [inputs]

  LevelRidge(double[] values) {
    this.values = values;
    this.changes = Math.min(MOST_CHANGES, values.length / 4);
    this.inputs = changes + 2;
    int first = changes + 1;
    int rows = values.length - first;
    this.coefficients = rows < 2 ? new double[inputs] : fit(first, rows);
  }

  private double[] fit(int first, int rows) {
    double unit = 0;
    for (int t = 1; t < values.length; t++) unit += Math.abs(values[t] - values[t - 1]);
    unit /= values.length - 1;
    if (unit == 0) return new double[inputs];
    double[][] x = new double[rows][inputs];
    double[] y = new double[rows];
    DMatrixRMaj gram = new DMatrixRMaj(inputs, inputs);
    double mean = 0;
    for (int t = 0; t < first; t++) mean += values[t] / first;
    for (int r = 0; r < rows; r++) {
      int t = first + r;
      read(values, t, mean, unit, x[r]);
      y[r] = values[t] - values[t - 1];
      mean += (values[t] - mean) / (t + 1);
      for (int i = 0; i < inputs; i++)
        for (int j = 0; j < inputs; j++) gram.add(i, j, x[r][i] * x[r][j]);
    }
    return average(x, y, gram);
  }

  /// Writes the inputs of the change to step t. The constant has the size of a mean change.
  private void read(double[] series, int t, double mean, double unit, double[] row) {
    for (int i = 0; i < changes; i++) row[i] = series[t - 1 - i] - series[t - 2 - i];
    row[changes] = series[t - 1] - mean;
    row[changes + 1] = unit;
  }

  private double[] average(double[][] x, double[] y, DMatrixRMaj gram) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(inputs, true, true);
    if (!eigen.decompose(gram)) return new double[inputs];
    double largest = 0;
    for (int k = 0; k < inputs; k++) largest = Math.max(largest, eigen.getEigenvalue(k).getReal());
    double[][] rotated = new double[x.length][inputs];
    double[] right = new double[inputs];
    for (int r = 0; r < x.length; r++) {
      for (int k = 0; k < inputs; k++) {
        for (int i = 0; i < inputs; i++) rotated[r][k] += x[r][i] * eigen.getEigenVector(k).get(i);
        right[k] += rotated[r][k] * y[r];
      }
    }
    double[][] candidates = new double[PENALTIES][inputs]; // in the rotated inputs
    double[] errors = new double[PENALTIES];
    double lowest = Double.POSITIVE_INFINITY;
    for (int p = 0; p < PENALTIES; p++) {
      double penalty = largest * Math.pow(10, 2 - 6.0 * p / (PENALTIES - 1));
      double[] divisors = new double[inputs];
      for (int k = 0; k < inputs; k++) {
        divisors[k] = Math.max(0, eigen.getEigenvalue(k).getReal()) + penalty;
        candidates[p][k] = right[k] / divisors[k];
      }
      errors[p] = leaveOneOut(rotated, y, candidates[p], divisors);
      lowest = Math.min(lowest, errors[p]);
    }
    double[] mean = new double[inputs];
    double weights = 0;
    for (int p = 0; p < PENALTIES; p++) {
      double weight = lowest == 0 ? 1 : Math.pow(errors[p] / lowest, -x.length / 2.0);
      weights += weight;
      for (int k = 0; k < inputs; k++)
        for (int i = 0; i < inputs; i++)
          mean[i] += weight * candidates[p][k] * eigen.getEigenVector(k).get(i);
    }
    for (int i = 0; i < inputs; i++) mean[i] /= weights;
    return mean;
  }

  private static double leaveOneOut(
      double[][] x, double[] y, double[] coefficients, double[] divisors) {
    double sum = 0;
    for (int r = 0; r < x.length; r++) {
      double error = y[r];
      double leverage = 0;
      for (int k = 0; k < coefficients.length; k++) {
        error -= x[r][k] * coefficients[k];
        leverage += x[r][k] * x[r][k] / divisors[k];
      }
      error /= Math.max(1e-6, 1 - leverage);
      sum += error * error;
    }
    return sum / x.length;
  }

  /// Forecasts step by step; each forecast is an input of the next.
  void forecast(double[] forecast) {
    int n = values.length;
    double[] series = Arrays.copyOf(values, n + forecast.length);
    double mean = 0;
    double unit = 0;
    for (int t = 0; t < n; t++) {
      mean += values[t] / n;
      if (t > 0) unit += Math.abs(values[t] - values[t - 1]) / (n - 1);
    }
    double[] row = new double[inputs];
    for (int h = 0; h < forecast.length; h++) {
      read(series, n + h, mean, unit, row);
      double change = 0;
      for (int i = 0; i < inputs; i++) change += coefficients[i] * row[i];
      forecast[h] = series[n + h - 1] + change;
      series[n + h] = forecast[h];
    }
  }
}
