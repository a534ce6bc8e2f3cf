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
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.model.EnsembleFit;
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
import java.util.Locale;
import java.util.Set;

/// Measures the peak memory of a whole training job, from reading the dataset to the model, and prints it with its estimate as JSON. A
/// thread collects garbage repeatedly; the used heap after each collection and the buffers outside of the heap are the memory at that
/// moment. The memory before the job, measured after a small job, is subtracted; it includes the dataset. Needs a collector that leaves
/// no garbage (`-XX:+UseSerialGC -XX:MarkSweepAlwaysCompactCount=1`).
/// Arguments: series, steps, threads, and `network` for a network by hand or `auto` for an automatic training.
public class Memory {
  private static final Set<String> HEAP = new HashSet<>();

  public static void main(String[] arguments) throws Exception {
    int series = Integer.parseInt(arguments[0]);
    int steps = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    for (var pool : ManagementFactory.getMemoryPoolMXBeans())
      if (pool.getType() == MemoryType.HEAP) HEAP.add(pool.getName());
    Job job = arguments[3].equals("auto") ? new Auto(threads) : new ByHand(Math.max(1, 200_000 / series), threads);
    job.fit(new Generator.SineWaves(300, 51, 0.1, 1).generate());
    Dataset dataset = new Generator.SineWaves(series, steps, 0.1, 42).generate();
    long estimate = job.estimate(dataset);
    long before = settled();
    var sampler = new Sampler();
    sampler.start();
    long started = System.nanoTime();
    job.fit(dataset);
    double seconds = (System.nanoTime() - started) / 1e9;
    sampler.close();
    // Memory that the job left behind. If it is not near 0, the measurement is not reliable.
    long left = settled() - before;
    System.out.printf(
        Locale.ROOT,
        "{\"series\": %d, \"steps\": %d, \"estimate\": %d, \"measured\": %d, \"left\": %d, \"collections\": %d, \"seconds\": %.1f}%n",
        dataset.series().size(), steps, estimate, sampler.most - before, left, sampler.collections, seconds);
  }

  /// What is measured.
  private interface Job {
    long estimate(Dataset dataset);

    void fit(Dataset dataset);
  }

  private record ByHand(int epochs, int threads) implements Job {
    @Override
    public long estimate(Dataset dataset) {
      return ModelFit.estimate(dataset, spec(epochs), false).memoryBytes();
    }

    @Override
    public void fit(Dataset dataset) {
      var _ = ModelFit.fit(dataset, "bench", spec(epochs), threads, new TrainingListener() {}).orElseThrow();
    }
  }

  private record Auto(int threads) implements Job {
    private static final AutoRequest REQUEST = new AutoRequest(null, null, null, 42, null);

    @Override
    public long estimate(Dataset dataset) {
      return EnsembleFit.estimate(dataset, REQUEST, threads).memoryBytes();
    }

    @Override
    public void fit(Dataset dataset) {
      var _ = EnsembleFit.fit(dataset, "bench", REQUEST, threads, (_, _) -> {});
    }
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
