package dev.rondo.engine.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// How the parts of a training state are written and read.
final class StateFormat {
  private StateFormat() {}

  /// Reads the number of a format. Throws [IOException] if it is another one.
  static void expect(DataInputStream in, int expected) throws IOException {
    int format = in.readInt();
    if (format != expected)
      throw new IOException(
          "a training state of format %d was expected, not %d".formatted(expected, format));
  }

  static void write(DataOutputStream out, float[] array) throws IOException {
    out.writeInt(array.length);
    for (float value : array) out.writeInt(Float.floatToRawIntBits(value));
  }

  static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) values[i] = Float.intBitsToFloat(in.readInt());
    return values;
  }

  static void write(DataOutputStream out, Best best) throws IOException {
    out.writeInt(best.epoch());
    out.writeDouble(best.loss());
    write(out, best.weights());
  }

  static Best best(DataInputStream in) throws IOException {
    int epoch = in.readInt();
    double loss = in.readDouble();
    return new Best(floats(in), epoch, loss);
  }
}
