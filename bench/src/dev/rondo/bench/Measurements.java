package dev.rondo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/// What the peers of `bench/compare` share.
final class Measurements {
  private Measurements() {}

  /// Reads names of measurements from standard input and answers each with its seconds.
  static void answer(Map<String, Callable<Double>> measurements) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) {
      Callable<Double> measurement = measurements.get(line);
      if (measurement == null) throw new IllegalArgumentException(line);
      System.out.println(measurement.call());
    }
  }

  /// Median of the seconds of 1000 calls.
  ///
  /// @param call receives the number of the call
  static double median(IntConsumer call) {
    double[] times = new double[1000];
    for (int i = 0; i < times.length; i++) {
      long started = System.nanoTime();
      call.accept(i);
      times[i] = (System.nanoTime() - started) / 1e9;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /// A file of little-endian float32.
  static float[] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
