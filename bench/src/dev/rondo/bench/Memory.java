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

/// The memory of a whole training job, from the first look at the dataset to the model, beside its estimate, as JSON. A thread
/// collects garbage again and again, and what is left each time, with buffers off the heap, is what the job holds at that moment;
/// the dataset and what the JVM holds for a service at work, found after a small job, are taken off. Needs a
/// collector that leaves no garbage at all (`-XX:+UseSerialGC -XX:MarkSweepAlwaysCompactCount=1`).
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
    // What the job left behind: near 0, else the measurement is not to be trusted.
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

  /// Bytes held when nothing runs, after what earlier work left to finalizers and caches is gone.
  static long settled() throws InterruptedException {
    long bytes = held();
    for (int i = 0; i < 5; i++) {
      Thread.sleep(100);
      bytes = held();
    }
    return bytes;
  }

  /// Bytes that are left of a collection, and buffers off the heap.
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

  /// Remembers the most that was held.
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
          // The job gets half of the time.
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
