package dev.rondo.bench;

import com.sun.management.GarbageCollectorMXBean;
import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.SimpleRnn;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Measures the peak memory of a whole training job, from reading the dataset to the model, and prints it with its estimate as JSON. A
/// thread collects garbage repeatedly; the used heap after each collection and the buffers outside of the heap are the memory at that
/// moment. The memory before the job, measured after a small job, is subtracted; it includes the dataset. Needs a collector that leaves
/// no garbage (`-XX:+UseSerialGC -XX:MarkSweepAlwaysCompactCount=1`).
/// Arguments: series, threads.
public class Memory {
  private static final Set<String> HEAP = new HashSet<>();

  public static void main(String[] arguments) throws Exception {
    int series = Integer.parseInt(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    for (var pool : ManagementFactory.getMemoryPoolMXBeans())
      if (pool.getType() == MemoryType.HEAP) HEAP.add(pool.getName());
    fit(new Generator.SineWaves(300, 51, 0.1, 1).generate(), 2, threads);
    Dataset dataset = new Generator.SineWaves(series, 51, 0.1, 42).generate();
    int epochs = Math.max(1, 200_000 / series);
    Estimate estimate = ModelFit.estimate(dataset, spec(epochs), false);
    long before = settled();
    var sampler = new Sampler();
    sampler.start();
    fit(dataset, epochs, threads);
    sampler.close();
    // Memory that the job left behind. If it is not near 0, the measurement is not reliable.
    long left = settled() - before;
    System.out.printf(
        "{\"series\": %d, \"estimate\": %d, \"measured\": %d, \"left\": %d, \"collections\": %d}%n",
        dataset.series().size(), estimate.memoryBytes(), sampler.most - before, left, sampler.collections);
  }

  static ModelSpec spec(int epochs) {
    var adam = Optimizer.Adam.usual(new LearningRate.Constant(0.001, 0));
    return new ModelSpec(
        42,
        new WindowSpec(50, 1, 1),
        new Split.BySeries(0.7, 0.2, 0.1),
        new Scaler.None(),
        new NetworkSpec(
            new SimpleRnn(Activation.TANH), List.of(20, 20), new Topology.Seq2Vec(), Head.DENSE, 0),
        new TrainingSpec(epochs, 32, new Loss.Mse(), adam, null, null, null),
        EvaluationSpec.USUAL);
  }

  static void fit(Dataset dataset, int epochs, int threads) {
    var _ = ModelFit.fit(dataset, "bench", spec(epochs), threads, new TrainingListener() {}).orElseThrow();
  }

  /// Bytes in use when nothing runs, after finalizers and caches have released the memory of earlier work.
  static long settled() throws InterruptedException {
    long bytes = held();
    for (int i = 0; i < 5; i++) {
      Thread.sleep(100);
      bytes = held();
    }
    return bytes;
  }

  /// Bytes in use after a collection, with the buffers outside of the heap.
  static long held() {
    System.gc();
    long latest = -1;
    long bytes = 0;
    for (var bean : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
      var last = bean.getLastGcInfo();
      if (last == null || last.getEndTime() <= latest) continue;
      latest = last.getEndTime();
      bytes = 0;
      for (var pool : last.getMemoryUsageAfterGc().entrySet())
        if (HEAP.contains(pool.getKey())) bytes += pool.getValue().getUsed();
    }
    for (var buffers : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) bytes += buffers.getMemoryUsed();
    return bytes;
  }

  /// Measures repeatedly and records the largest value.
  static final class Sampler extends Thread implements AutoCloseable {
    private volatile boolean closed;
    long most;
    int collections;

    @Override
    public void run() {
      while (!closed) {
        long started = System.nanoTime();
        most = Math.max(most, held());
        collections++;
        try {
          // Sleeps as long as the collection took, so that the job gets half of the time.
          Thread.sleep((System.nanoTime() - started) / 1_000_000 + 1);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void close() throws InterruptedException {
      closed = true;
      join();
    }
  }
}
