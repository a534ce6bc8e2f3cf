package dev.rondo.bench;

import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.cell.SimpleRnn;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.TrainingSpec;
import java.util.List;

/// A network and its training.
///
/// @param steps number of steps of a window
/// @param horizon number of values after the window that the network learns
/// @param batch number of windows of a batch
/// @param series number of windows of an epoch
record Workload(NetworkSpec spec, int steps, int horizon, int batch, int series) {
  static final int STEPS = 50;

  static Workload of(String name) {
    Topology last = new Topology.Seq2Vec();
    Topology every = new Topology.Seq2Seq();
    var rnn = new SimpleRnn(Activation.TANH);
    return switch (name) {
      case "W1" -> new Workload(new NetworkSpec(rnn, List.of(1), last, Head.NONE, 0), STEPS, 1, 32, 7000);
      case "W2" ->
          new Workload(new NetworkSpec(rnn, List.of(20, 20), last, Head.DENSE, 0), STEPS, 1, 32, 7000);
      case "W3" ->
          new Workload(
              new NetworkSpec(new Lstm(), List.of(20, 20), every, Head.DENSE, 0), STEPS, 10, 32, 7000);
      case "W4" ->
          new Workload(new NetworkSpec(new Gru(), List.of(64), last, Head.DENSE, 0), STEPS, 10, 256, 7000);
      case "W5" ->
          new Workload(
              new NetworkSpec(new Lstm(), List.of(128, 128), every, Head.DENSE, 0), STEPS, 10, 256, 7000);
      case "W6" ->
          new Workload(
              new NetworkSpec(new Lstm(), List.of(512), last, Head.DENSE, 0), STEPS, 10, 256, 1792);
      default -> throw new IllegalArgumentException("no workload " + name);
    };
  }

  Network network() {
    return new Network(spec, new Dimensions(1, steps, 1, horizon, 1));
  }

  boolean everyStep() {
    return spec.topology() instanceof Topology.Seq2Seq;
  }

  TrainingSpec training(int epochs) {
    var adam = Optimizer.Adam.usual(new LearningRate.Constant(0.001, 0));
    return new TrainingSpec(epochs, batch, new Loss.Mse(), adam, null, null, null);
  }
}
