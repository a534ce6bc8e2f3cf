package dev.rondo.forecasting.checkpoint;

import dev.rondo.engine.training.SegmentState;
import dev.rondo.engine.training.TrainingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The states of unfinished trainings as parts of checkpoints. A store verifies and versions what it keeps, so the bytes are those
/// that were written.
public final class StoredStates {
  private StoredStates() {}

  private interface Writer {
    void write(OutputStream stream) throws IOException;
  }

  public static byte[] bytes(TrainingState state) {
    return bytes(state.bytes(), state::write);
  }

  public static TrainingState training(byte[] bytes) {
    try {
      return TrainingState.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(SegmentState state) {
    return bytes(state.bytes(), state::write);
  }

  public static SegmentState segment(byte[] bytes) {
    try {
      return SegmentState.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(long size, Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(size));
    try {
      writer.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
