package dev.rondo.engine.training;

/// An epoch as far as it has come.
///
/// @param batches that are done
/// @param loss sum of the losses of the values
/// @param squares sum of the squared errors
/// @param absolutes sum of the absolute errors
/// @param count number of observed targets
/// @param norms sum of the norms of the gradients
/// @param nanos duration
public record BegunEpoch(
    int batches,
    double loss,
    double squares,
    double absolutes,
    double count,
    double norms,
    long nanos) {
  /// Before the first batch.
  static final BegunEpoch NONE = new BegunEpoch(0, 0, 0, 0, 0, 0, 0);

  Epoch.Losses means() {
    return new Epoch.Losses(loss / count, squares / count, absolutes / count);
  }

  double meanNorm() {
    return norms / batches;
  }
}
