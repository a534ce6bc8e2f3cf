package dev.rondo.bench;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Packing;
import dev.rondo.engine.kernel.Panels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Measures the primitives with the shapes of the workloads. The counters are GFLOP/s of products and elements per nanosecond of gates.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final int STEPS = 10;

  /// Outputs x inputs x columns.
  @Param({"20x21x32", "80x40x32", "192x65x256", "512x256x256", "2048x513x256"})
  String shape;

  private final Kernels kernels = Kernels.best();
  private int rows;
  private int n;
  private int columns;
  private float[] packed;
  private float[] sums;
  private float[] states;
  private Panels x;
  private Panels z;
  private Panels d;
  private final float[] scratch = new float[Kernels.SCRATCH];

  /// Number of operations of an invocation.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    public double flops;
    public double elements;
  }

  @Setup
  public void fill() {
    String[] parts = shape.split("x");
    rows = Integer.parseInt(parts[0]);
    n = Integer.parseInt(parts[1]);
    columns = Integer.parseInt(parts[2]);
    int panels = columns / Kernels.COLUMNS;
    SplittableRandom random = new SplittableRandom(1);
    packed = random(random, Packing.size(rows, n));
    sums = new float[rows * (n + 1)];
    x = panels(random, STEPS, panels, n);
    z = panels(random, 1, panels, rows);
    d = panels(random, STEPS, panels, rows);
    states = new float[rows * columns];
  }

  private static float[] random(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) values[i] = (float) (random.nextDouble() - 0.5);
    return values;
  }

  private static Panels panels(SplittableRandom random, int steps, int panels, int rows) {
    int width = Kernels.COLUMNS;
    int panel = (rows | 1) * width;
    float[] values = random(random, steps * panels * panel);
    return new Panels(values, 0, panels * panel, panel, width);
  }

  @Benchmark
  public void product(Work work) {
    kernels.product(packed, 0, rows, n, x, 0, z, 0, 0, columns / Kernels.COLUMNS, false);
    work.flops += 2.0 * rows * n * columns;
  }

  @Benchmark
  public void outerSum(Work work) {
    int panels = columns / Kernels.COLUMNS;
    kernels.outerSum(sums, 0, n + 1, n, rows, x, 0, d, 0, STEPS, panels, n, scratch);
    work.flops += 2.0 * rows * n * columns * STEPS;
  }

  @Benchmark
  public void tanh(Work work) {
    kernels.tanhForward(z.values(), 0, states, 0, rows * columns);
    work.elements += rows * columns;
  }
}
