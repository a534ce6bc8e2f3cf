package dev.rondo.forecasting.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/// The origin of a model.
///
/// @param datasetFingerprint SHA-256 over the dataset's content
/// @param weightsHash SHA-256 over the weights as little-endian float32, see [#hash]
/// @param kernels provider and number of lanes (floats of a vector register), such as `vector, 8 lanes`
/// @param epochs number of epochs that ended
/// @param bestEpoch epoch of the weights
/// @param cancelled whether the training was cancelled
/// @param duration duration of training and evaluation
public record Provenance(
    String datasetFingerprint,
    long seed,
    String weightsHash,
    String version,
    String javaVersion,
    String kernels,
    int epochs,
    int bestEpoch,
    boolean cancelled,
    Duration duration) {
  /// SHA-256 over weights as little-endian float32, in hexadecimal.
  public static String hash(float[] weights) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
    for (float weight : weights) {
      if (!bytes.hasRemaining()) {
        digest.update(bytes.flip());
        bytes.clear();
      }
      bytes.putFloat(weight);
    }
    digest.update(bytes.flip());
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The version of this build; `development` if it was not built as a jar.
  static String build() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
