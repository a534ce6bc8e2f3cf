package dev.rondo.bench;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkPass;
import dev.rondo.engine.network.Predictor;
import dev.rondo.engine.network.Share;
import dev.rondo.engine.network.State;
import dev.rondo.engine.network.Workspace;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/// Measures whole networks: forward and backward pass of a batch, forecast of one series, and forecast after one more observation of a
/// series whose state is kept.
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class NetworkBenchmark {
  @Param({"W1", "W2", "W3", "W4"})
  String workload;

  private final Kernels kernels = Kernels.best();
  private Network network;
  private float[] weights;
  private float[] gradient;
  private Batch batch;
  private Workspace workspace;
  private NetworkPass pass;
  private Share share;
  private Predictor one;
  private Predictor next;
  private State state;

  @Setup
  public void fill() {
    Workload chosen = Workload.of(workload);
    network = chosen.network();
    SplittableRandom random = new SplittableRandom(1);
    weights = network.initialWeights(random);
    gradient = new float[weights.length];
    batch = new Batch(network.dimensions, network.spec.topology(), chosen.batch());
    batch.size = chosen.batch();
    for (int i = 0; i < batch.inputs.length; i++)
      batch.inputs[i] = (float) (random.nextDouble() - 0.5);
    workspace = network.workspace(chosen.batch(), true);
    pass = new NetworkPass(kernels, batch, workspace);
    share = new Share(kernels, batch, 0, 1, new float[Kernels.SCRATCH]);
    one = new Predictor(network, weights, 1);
    Network step = network.withSteps(1);
    next = new Predictor(step, weights, 1);
    state = step.state(1);
  }

  @Benchmark
  public float[] batchForwardAndBack() {
    workspace.load(weights);
    network.forward(pass.over(batch.used()));
    System.arraycopy(workspace.outputs, 0, workspace.dOutputs, 0, workspace.outputs.length);
    network.backward(pass);
    network.parameterGradient(share, batch, workspace, gradient);
    return gradient;
  }

  @Benchmark
  public float[] oneSeries() {
    return one.predict();
  }

  @Benchmark
  public float[] oneObservation() {
    return next.predict(state);
  }
}
