import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.cell.SimpleRnn;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Predictor;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.BatchSource;
import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.Trainer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.SynchronousQueue;

/// Our side of the comparison: answers the lines `epoch`, `one`, `many` and `notebook` on standard input with seconds.
/// Arguments: workload, threads, file of series `[9000, 60]`, little-endian float32.
public class Peer {
  static final int STEPS = 50;
  static final int LENGTH = 60;

  record Workload(NetworkSpec spec, int horizon, int batch, int series) {
    static Workload of(String name) {
      Topology last = new Topology.Seq2Vec();
      Topology every = new Topology.Seq2Seq();
      var rnn = new SimpleRnn(Activation.TANH);
      return switch (name) {
        case "W1" -> new Workload(new NetworkSpec(rnn, List.of(1), last, Head.NONE, 0), 1, 32, 7000);
        case "W2" ->
            new Workload(new NetworkSpec(rnn, List.of(20, 20), last, Head.DENSE, 0), 1, 32, 7000);
        case "W3" ->
            new Workload(
                new NetworkSpec(new Lstm(), List.of(20, 20), every, Head.DENSE, 0), 10, 32, 7000);
        case "W4" ->
            new Workload(new NetworkSpec(new Gru(), List.of(64), last, Head.DENSE, 0), 10, 256, 7000);
        case "W5" ->
            new Workload(
                new NetworkSpec(new Lstm(), List.of(128, 128), every, Head.DENSE, 0), 10, 256, 7000);
        case "W6" ->
            new Workload(
                new NetworkSpec(new Lstm(), List.of(512), last, Head.DENSE, 0), 10, 256, 1792);
        default -> throw new IllegalArgumentException("no workload " + name);
      };
    }

    Network network() {
      return new Network(spec, new Dimensions(1, STEPS, 1, horizon, 1));
    }

    TrainingSpec training(int epochs) {
      var adam = new Optimizer.Adam(new LearningRate.Constant(0.001, 0), 0.9, 0.999, 1e-7);
      return new TrainingSpec(epochs, batch, new Loss.Mse(), adam, null, null, null);
    }
  }

  /// The windows of series `[from, from + size)`.
  record Windows(float[] data, int from, int size, Workload workload) implements BatchSource {
    @Override
    public void fill(Batch batch, int[] windows, int first, int count) {
      batch.size = count;
      Arrays.fill(batch.weights, 0f);
      int lanes = batch.lanes;
      int horizon = workload.horizon();
      boolean every = workload.spec().topology() instanceof Topology.Seq2Seq;
      for (int b = 0; b < count; b++) {
        int at = (from + windows[first + b]) * LENGTH;
        for (int t = 0; t < STEPS; t++) batch.inputs[t * lanes + b] = data[at + t];
        for (int t = every ? 0 : STEPS - 1, row = 0; t < STEPS; t++) {
          for (int h = 1; h <= horizon; h++, row++) {
            batch.targets[row * lanes + b] = data[at + t + h];
            batch.weights[row * lanes + b] = 1;
          }
        }
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Workload workload = Workload.of(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    float[] data = read(Path.of(arguments[2]));
    Network network = workload.network();
    Windows training = new Windows(data, 0, workload.series(), workload);
    var release = new SynchronousQueue<Boolean>();
    var seconds = new SynchronousQueue<Double>();
    TrainingListener paused =
        new TrainingListener() {
          @Override
          public void onEpoch(Epoch epoch) {
            try {
              seconds.put(epoch.duration().toNanos() / 1e9);
              release.take();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            release.take();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          new Trainer(network, workload.training(100_000), 1, threads).train(training, null, paused);
        });
    float[] weights = network.initialWeights(new SplittableRandom(1));
    Predictor one = new Predictor(network, weights, 1);
    Predictor many = new Predictor(network, weights, Predictor.MANY);
    var lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) {
      double answer =
          switch (line) {
            case "epoch" -> {
              release.put(true);
              yield seconds.take();
            }
            case "one" -> one(one, data);
            case "many" -> many(many, data);
            case "notebook" -> notebook(data);
            default -> throw new IllegalArgumentException(line);
          };
      System.out.println(answer);
    }
  }

  /// Median of 1000 forecasts of one series, its values laid into the batch each time.
  static double one(Predictor predictor, float[] data) {
    double[] times = new double[1000];
    Batch batch = predictor.batch();
    batch.size = 1;
    for (int i = 0; i < times.length; i++) {
      long started = System.nanoTime();
      for (int t = 0; t < STEPS; t++) batch.inputs[t * batch.lanes] = data[i * LENGTH + t];
      predictor.predict();
      times[i] = (System.nanoTime() - started) / 1e9;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /// 2000 series.
  static double many(Predictor predictor, float[] data) {
    Batch batch = predictor.batch();
    long started = System.nanoTime();
    for (int from = 0; from < 2000; from += Predictor.MANY) {
      batch.size = Math.min(Predictor.MANY, 2000 - from);
      for (int t = 0; t < STEPS; t++) {
        for (int b = 0; b < batch.size; b++)
          batch.inputs[t * batch.lanes + b] = data[(from + b) * LENGTH + t];
      }
      predictor.predict();
    }
    return (System.nanoTime() - started) / 1e9;
  }

  /// 20 epochs of W1 with validation, from fresh weights.
  static double notebook(float[] data) {
    Workload workload = Workload.of("W1");
    Windows training = new Windows(data, 0, 7000, workload);
    Windows validation = new Windows(data, 7000, 2000, workload);
    long started = System.nanoTime();
    new Trainer(workload.network(), workload.training(20), 1, 1)
        .train(training, validation, new TrainingListener() {});
    return (System.nanoTime() - started) / 1e9;
  }

  static float[] read(Path file) throws java.io.IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
