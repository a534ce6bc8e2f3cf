package dev.rondo.engine.training;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Columns;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Workspace;
import dev.rondo.engine.random.Seed;
import dev.rondo.engine.training.Epoch.Scores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The epoch loop. The weights depend on network, specification, seed and data only: neither on the number of threads nor on
/// the kernels.
public final class Trainer {
  private static final int VALIDATION_BATCH = 256;

  /// Multiply-adds of a batch for each thread below which another one does not pay.
  private static final double LEAST_WORK = 1e6;

  private final Network network;
  private final TrainingSpec spec;
  private final Seed seed;
  private final int threads;
  private final Kernels kernels;

  /// What a training gives.
  ///
  /// @param weights the best by [Epoch#selection()]; the initial ones when no epoch ended
  /// @param bestEpoch whose weights these are; 0 when no epoch ended
  /// @param cancelled whether the listener ended it
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(float[] weights, List<Epoch> epochs, int bestEpoch, boolean cancelled) {}

  public Trainer(Network network, TrainingSpec spec, long seed, int threads) {
    this(network, spec, seed, threads, Kernels.best());
  }

  public Trainer(Network network, TrainingSpec spec, long seed, int threads, Kernels kernels) {
    this.network = network;
    this.spec = spec;
    this.seed = new Seed(seed);
    this.threads = Math.clamp((long) worthwhile(network, spec), 1, Math.max(1, threads));
    this.kernels = kernels;
  }

  /// Threads that a batch keeps busy longer than it takes to hand it to them.
  private static double worthwhile(Network network, TrainingSpec spec) {
    // Backward costs twice the forward pass.
    return 3.0 * network.multiplyAdds() * spec.batchSize() / LEAST_WORK;
  }

  /// Trains on all windows of `training`, which must have at least one.
  public Result train(
      BatchSource training, @Nullable BatchSource validation, TrainingListener listener) {
    RandomGenerator random = seed.generator("initial weights", 0);
    return train(network.initialWeights(random), training, validation, listener);
  }

  /// Trains from `weights`, which are changed.
  public Result train(
      float[] weights,
      BatchSource training,
      @Nullable BatchSource validation,
      TrainingListener listener) {
    if (training.size() == 0) throw new IllegalArgumentException("there are no training windows");
    try (Team team = new Team(threads)) {
      return new Run(team, weights, training, validation, listener).run();
    }
  }

  /// Bytes of what a training holds beyond its windows, on one thread.
  public static long bytes(Network network, TrainingSpec spec, int windows, int validationWindows) {
    // The weights, the best of them, their gradient and their moments.
    long copies = spec.optimizer().keepsSquares() ? 5 : 4;
    long order = (long) windows + validationWindows;
    long floats = copies * network.parameterCount() + order + Kernels.SCRATCH;
    int capacity = Math.min(spec.batchSize(), windows);
    long bytes = floats * Float.BYTES + batchBytes(network, capacity, true);
    if (validationWindows > 0)
      bytes += batchBytes(network, Math.min(VALIDATION_BATCH, validationWindows), false);
    return bytes;
  }

  /// A batch, its workspace and three sums for each column.
  private static long batchBytes(Network network, int capacity, boolean training) {
    return network.workspaceBytes(capacity, training)
        + Batch.bytes(network.dimensions, network.spec.topology(), capacity)
        + 3L * Columns.roundUp(capacity) * Float.BYTES;
  }

  /// One training at work: its arrays.
  private final class Run {
    private final Team team;
    private final BatchSource training;
    private final @Nullable BatchSource validation;
    private final TrainingListener listener;
    private final float[] weights;
    private final float[] gradient;
    private final float[] moments;
    private final float[] squares;
    private final float[][] scratch;
    private final int[] order;
    private final Batch batch;
    private final Workspace workspace;
    private final LossSums sums;
    private final double[] squareSums = new double[GradientClipping.SUMS];
    private final IntConsumer pass = this::pass;
    private final IntConsumer sumUp = this::sumUp;
    private long step;
    private float perValue;

    Run(
        Team team,
        float[] weights,
        BatchSource training,
        @Nullable BatchSource validation,
        TrainingListener listener) {
      this.team = team;
      this.training = training;
      this.validation = validation == null || validation.size() == 0 ? null : validation;
      this.listener = listener;
      this.weights = weights;
      this.gradient = new float[weights.length];
      this.moments = new float[weights.length];
      this.squares = new float[spec.optimizer().keepsSquares() ? weights.length : 0];
      this.scratch = new float[team.size()][Kernels.SCRATCH];
      this.order = new int[training.size()];
      int capacity = Math.min(spec.batchSize(), training.size());
      this.batch = new Batch(network.dimensions, network.spec.topology(), capacity);
      this.workspace = network.workspace(capacity, true);
      this.sums = new LossSums(workspace.stride);
    }

    Result run() {
      Validation check = validation == null ? null : new Validation(validation);
      List<Epoch> epochs = new ArrayList<>();
      float[] best = weights.clone();
      int bestEpoch = 0;
      double bestLoss = Double.POSITIVE_INFINITY;
      double reference = Double.POSITIVE_INFINITY;
      int waited = 0;
      for (int number = 1; number <= spec.epochs(); number++) {
        long started = System.nanoTime();
        Progress progress = epoch(number);
        if (progress == null) return new Result(best, epochs, bestEpoch, true);
        Optional<Scores> scores = check == null ? Optional.empty() : Optional.of(check.scores());
        Epoch epoch =
            new Epoch(
                number,
                progress.scores,
                scores,
                progress.rate,
                progress.norm,
                Duration.ofNanos(System.nanoTime() - started));
        epochs.add(epoch);
        double loss = epoch.selection();
        // A loss that is not a number never gets better: such a training ends here with what it
        // had.
        boolean diverged = !Double.isFinite(loss);
        if (loss < bestLoss) {
          bestLoss = loss;
          bestEpoch = number;
          System.arraycopy(weights, 0, best, 0, best.length);
        }
        listener.onEpoch(epoch);
        EarlyStopping stopping = spec.earlyStopping();
        double minDelta = stopping == null ? 0 : stopping.minDelta();
        if (loss < reference - minDelta) {
          reference = loss;
          waited = 0;
        } else {
          waited++;
        }
        if (diverged || (stopping != null && waited >= stopping.patience())) break;
        if (listener.cancelled())
          return new Result(best, epochs, bestEpoch, number < spec.epochs());
      }
      return new Result(best, epochs, bestEpoch, false);
    }

    private record Progress(Scores scores, double rate, double norm) {}

    /// @return null when cancelled
    private @Nullable Progress epoch(int number) {
      shuffle(number);
      int batches = Math.ceilDiv(order.length, batch.capacity);
      double loss = 0;
      double squared = 0;
      double absolute = 0;
      double counted = 0;
      double norms = 0;
      double rate = 0;
      for (int i = 0; i < batches; i++) {
        int from = i * batch.capacity;
        training.fill(batch, order, from, Math.min(batch.capacity, order.length - from));
        Columns columns = batch.used();
        double count = count(batch, columns);
        rate = spec.optimizer().learningRate().at(step, batches, (long) batches * spec.epochs());
        if (count > 0) {
          propagate((float) (1 / count));
          double norm = GradientClipping.norm(gradient, squareSums);
          float scale = GradientClipping.scale(spec.gradientClipping(), norm);
          spec.optimizer().update(weights, gradient, scale, moments, squares, ++step, rate);
          loss += sums.loss(columns);
          squared += sums.squares(columns);
          absolute += sums.absolutes(columns);
          counted += count;
          norms += norm;
        }
        listener.onBatch(number, i + 1, batches);
        if (i + 1 < batches && listener.cancelled()) return null;
      }
      return new Progress(
          new Scores(loss / counted, squared / counted, absolute / counted), rate, norms / batches);
    }

    /// Forward, loss and backward of the batch, and the gradient of its mean loss.
    private void propagate(float valueShare) {
      perValue = valueShare;
      workspace.load(weights);
      // Columns do not meet before the gradient of the parameters, so each thread goes all the way
      // with its own.
      team.run(pass);
      Arrays.fill(gradient, 0f);
      team.run(sumUp);
    }

    private void pass(int part) {
      Columns own = batch.used(part, team.size());
      if (own.isEmpty()) return;
      int truncation = spec.truncation() == null ? 0 : spec.truncation();
      long dropoutKey = Seed.hash(seed.value(), "dropout", step);
      network.forward(kernels, batch, workspace, own, dropoutKey);
      sums.evaluate(spec.loss(), network, batch, workspace, own, perValue);
      network.backward(kernels, batch, workspace, own, truncation, dropoutKey);
    }

    private void sumUp(int part) {
      network.parameterGradient(
          kernels, batch, workspace, batch.used(), gradient, part, team.size(), scratch[part]);
    }

    // Fisher and Yates, anew from the sorted order, so that an epoch's order depends on its number
    // alone.
    private void shuffle(int epoch) {
      RandomGenerator random = seed.generator("window order", epoch);
      for (int i = 0; i < order.length; i++) order[i] = i;
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int held = order[i];
        order[i] = order[j];
        order[j] = held;
      }
    }

    /// Scores of the validation windows in larger batches.
    private final class Validation {
      private final BatchSource source;
      private final int[] windows;
      private final Batch rows;
      private final Workspace memory;
      private final LossSums errors;
      private final IntConsumer pass = this::pass;

      Validation(BatchSource source) {
        this.source = source;
        this.windows = new int[source.size()];
        for (int i = 0; i < windows.length; i++) windows[i] = i;
        int capacity = Math.min(VALIDATION_BATCH, windows.length);
        this.rows = new Batch(network.dimensions, network.spec.topology(), capacity);
        this.memory = network.workspace(capacity, false);
        this.errors = new LossSums(memory.stride);
      }

      private void pass(int part) {
        Columns own = rows.used(part, team.size());
        if (own.isEmpty()) return;
        network.forward(kernels, rows, memory, own, 0);
        errors.evaluate(spec.loss(), network, rows, memory, own, 0f);
      }

      Scores scores() {
        memory.load(weights);
        double loss = 0;
        double squared = 0;
        double absolute = 0;
        double counted = 0;
        for (int from = 0; from < windows.length; from += rows.capacity) {
          source.fill(rows, windows, from, Math.min(rows.capacity, windows.length - from));
          Columns columns = rows.used();
          team.run(pass);
          loss += errors.loss(columns);
          squared += errors.squares(columns);
          absolute += errors.absolutes(columns);
          counted += count(rows, columns);
        }
        return new Scores(loss / counted, squared / counted, absolute / counted);
      }
    }
  }

  /// Targets that count.
  private static double count(Batch batch, Columns columns) {
    double count = 0;
    for (int row = 0; row < batch.weights.length; row += columns.stride()) {
      float sum = 0;
      for (int b = row + columns.from(); b < row + columns.to(); b++) sum += batch.weights[b];
      count += sum;
    }
    return count;
  }
}
