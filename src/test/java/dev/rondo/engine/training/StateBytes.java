package dev.rondo.engine.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The bytes that a training state writes.
final class StateBytes {
  /// The `write` of a state.
  interface Writing {
    void to(OutputStream stream) throws IOException;
  }

  private StateBytes() {}

  static byte[] of(Writing state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      state.to(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
