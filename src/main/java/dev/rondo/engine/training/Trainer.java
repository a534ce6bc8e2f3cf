package dev.rondo.engine.training;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Columns;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkPass;
import dev.rondo.engine.network.Share;
import dev.rondo.engine.network.Workspace;
import dev.rondo.engine.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The epoch loop. The weights depend only on network, specification, seed and data, not on the number of threads or the
/// kernels.
public final class Trainer {
  private static final int VALIDATION_BATCH = 256;

  private final Network network;
  private final TrainingSpec spec;
  private final Seed seed;
  private final int threads;
  private final Kernels kernels;

  /// The result of a training.
  ///
  /// @param weights the best by [Epoch#selection()]; the initial ones if no epoch ended
  /// @param bestEpoch the epoch of these weights; 0 if no epoch ended
  /// @param cancelled whether the listener ended the training
  /// @param folds the best by the loss of the first and of the second [Fold]; empty if the validation windows have none
  /// @param last state at the end
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(
      float[] weights,
      List<Epoch> epochs,
      int bestEpoch,
      boolean cancelled,
      List<Best> folds,
      TrainingState last) {}

  public Trainer(Network network, TrainingSpec spec, long seed, int threads) {
    this(network, spec, seed, threads, Kernels.best());
  }

  public Trainer(Network network, TrainingSpec spec, long seed, int threads, Kernels kernels) {
    this.network = network;
    this.spec = spec;
    this.seed = new Seed(seed);
    this.threads = Team.worthwhile(network.multiplyAdds(), spec.batchSize(), threads);
    this.kernels = kernels;
  }

  /// Trains on all windows of `training`, which has at least one.
  public Result train(
      BatchSource training, @Nullable BatchSource validation, TrainingListener listener) {
    RandomGenerator random = seed.generator("initial weights", 0);
    return train(network.initialWeights(random), training, validation, listener);
  }

  /// Trains from `weights` and changes them.
  public Result train(
      float[] weights,
      BatchSource training,
      @Nullable BatchSource validation,
      TrainingListener listener) {
    TrainingState start =
        TrainingState.initial(seed.value(), weights, spec.optimizer(), hasFolds(validation));
    return train(start, training, validation, listener);
  }

  /// Continues from `state` and changes its arrays. The result has the epochs from here on.
  public Result train(
      TrainingState state,
      BatchSource training,
      @Nullable BatchSource validation,
      TrainingListener listener) {
    if (training.size() == 0) throw new IllegalArgumentException("there are no training windows");
    if (state.seed() != seed.value() || state.weights().length != network.parameterCount())
      throw new IllegalArgumentException("the state is of another seed or network");
    if (state.folds().isEmpty() == hasFolds(validation))
      throw new IllegalArgumentException("the state is of other validation windows");
    try (Team team = new Team(threads)) {
      Epochs epochs = new Epochs(Arena.heap(), team.size(), training.size(), sizeOf(validation));
      return epochs.run(team, state, training, validation, listener);
    }
  }

  private static int sizeOf(@Nullable BatchSource source) {
    return source == null ? 0 : source.size();
  }

  private static boolean hasFolds(@Nullable BatchSource validation) {
    return validation != null && FoldLosses.among(validation);
  }

  /// Bytes of a training on one thread, without its windows.
  ///
  /// @param folds whether the validation windows have folds
  public static long bytes(
      Network network, TrainingSpec spec, int windows, int validationWindows, boolean folds) {
    Trainer trainer = new Trainer(network, spec, 0, 1);
    // The state: weights, their best of the whole and of the folds, and their moments.
    long states = (spec.optimizer().keepsSquares() ? 4 : 3) + (folds ? 2 : 0);
    return states * network.parameterCount() * Float.BYTES
        + Arena.bytes(arena -> trainer.new Epochs(arena, 1, windows, validationWindows));
  }

  /// A running training: the buffers that it needs in addition to its state.
  private final class Epochs {
    private final float[] gradient;
    private final float[][] scratch;
    private final int[] order;
    private final Batch batch;
    private final Workspace workspace;
    private final LossSums sums;
    private final @Nullable Validation check;
    private final double[] squareSums = new double[GradientClipping.SUMS];
    private final NetworkPass[] passes;
    private final Share[] shares;
    private final IntConsumer pass = this::pass;
    private final IntConsumer sumUp = this::sumUp;
    private long step;
    private double rate; // of the last update
    private final EpochSums begun = new EpochSums();
    private float perValue;

    Epochs(Arena arena, int parts, int windows, int validationWindows) {
      int capacity = Math.min(spec.batchSize(), windows);
      this.gradient = arena.floats(network.parameterCount());
      this.order = arena.ints(windows);
      this.batch = new Batch(arena, network.dimensions, network.spec.topology(), capacity);
      this.workspace = network.workspace(arena, capacity, true);
      this.sums = new LossSums(arena, workspace.stride);
      this.scratch = new float[parts][];
      this.passes = new NetworkPass[parts];
      this.shares = new Share[parts];
      for (int part = 0; part < parts; part++) {
        scratch[part] = arena.floats(Kernels.SCRATCH);
        passes[part] = new NetworkPass(kernels, batch, workspace);
        shares[part] = new Share(kernels, batch, part, parts, scratch[part]);
      }
      this.check = validationWindows == 0 ? null : new Validation(arena, parts, validationWindows);
    }

    Result run(
        Team team,
        TrainingState start,
        BatchSource training,
        @Nullable BatchSource validation,
        TrainingListener listener) {
      List<Epoch> epochs = new ArrayList<>();
      TrainingState state = start;
      boolean cancelled = false;
      while (state.epochs() < spec.epochs()
          && state.finite()
          && !stopsEarly(state)
          && !cancelled
          && !(state.epochs() > 0 && listener.outOfTime())) {
        long started = System.nanoTime() - state.begun().nanos();
        BegunEpoch ended = epoch(team, state, started, training, listener);
        if (ended.batches() < batches())
          return end(state.within(ended, step), epochs, true, listener);
        FoldLosses folds =
            state.folds().isEmpty() ? null : new FoldLosses(spec.loss(), network.dimensions);
        Optional<Epoch.Losses> checked =
            check == null || validation == null
                ? Optional.empty()
                : Optional.of(check.losses(team, validation, state.weights(), folds));
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        Epoch epoch =
            new Epoch(state.epochs() + 1, ended.means(), checked, rate, ended.meanNorm(), duration);
        epochs.add(epoch);
        state =
            state.after(
                epoch.selection(), folds == null ? List.of() : folds.means(), step, minDelta());
        listener.onEpoch(epoch);
        listener.onState(state);
        // A loss that is not finite never improves: such a training ends with the weights it had.
        if (!state.finite() || stopsEarly(state)) break;
        cancelled = listener.cancelled() && state.epochs() < spec.epochs();
      }
      return end(state, epochs, cancelled, listener);
    }

    private static Result end(
        TrainingState last, List<Epoch> epochs, boolean cancelled, TrainingListener listener) {
      listener.onEnd(last);
      Best best = last.best();
      return new Result(best.weights(), epochs, best.epoch(), cancelled, last.folds(), last);
    }

    private double minDelta() {
      return spec.earlyStopping() == null ? 0 : spec.earlyStopping().minDelta();
    }

    private boolean stopsEarly(TrainingState state) {
      EarlyStopping stopping = spec.earlyStopping();
      return stopping != null && state.waited() >= stopping.patience();
    }

    private int batches() {
      return Math.ceilDiv(order.length, batch.capacity);
    }

    /// Trains the rest of the next epoch and changes the arrays of the state.
    ///
    /// @param started by [System#nanoTime], as if the epoch had not been interrupted
    /// @return the epoch; with fewer batches when cancelled
    private BegunEpoch epoch(
        Team team,
        TrainingState state,
        long started,
        BatchSource training,
        TrainingListener listener) {
      int number = state.epochs() + 1;
      shuffle(number);
      step = state.step();
      int batches = batches();
      begun.begin(state.begun());
      while (begun.batches() < batches) {
        int from = begun.batches() * batch.capacity;
        training.fill(batch, order, from, Math.min(batch.capacity, order.length - from));
        Columns columns = batch.used();
        double count = count(batch, columns);
        rate = spec.optimizer().learningRate().at(step, batches, (long) batches * spec.epochs());
        if (count > 0) {
          propagate(team, state.weights(), (float) (1 / count));
          double norm = update(state, rate);
          begun.add(
              sums.loss(columns), sums.squares(columns), sums.absolutes(columns), count, norm);
        }
        begun.endBatch();
        listener.onBatch(number, begun.batches(), batches);
        if (begun.batches() == batches || listener.cancelled()) break;
        if (listener.wantsState())
          listener.onState(state.within(begun.now(System.nanoTime() - started), step));
      }
      return begun.now(System.nanoTime() - started);
    }

    /// Forward pass, loss and backward pass of the batch, and the gradient of its mean loss.
    private void propagate(Team team, float[] weights, float valueShare) {
      perValue = valueShare;
      workspace.load(weights);
      // Columns are independent until the gradient of the parameters, so each thread does all
      // passes for its own columns.
      team.run(pass);
      Arrays.fill(gradient, 0f);
      team.run(sumUp);
    }

    private void pass(int part) {
      Columns own = batch.used(part, passes.length);
      if (own.isEmpty()) return;
      int truncation = spec.truncation() == null ? 0 : spec.truncation();
      NetworkPass one =
          passes[part].over(own, truncation, Seed.hash(seed.value(), "dropout", step));
      network.forward(one);
      sums.evaluate(spec.loss(), network, batch, workspace, own, perValue);
      network.backward(one);
    }

    private void sumUp(int part) {
      network.parameterGradient(shares[part], batch, workspace, gradient);
    }

    /// Updates the weights.
    ///
    /// @return norm of the gradient
    private double update(TrainingState state, double rate) {
      double norm = GradientClipping.norm(gradient, squareSums);
      float scale = GradientClipping.scale(spec.gradientClipping(), norm);
      spec.optimizer()
          .update(state.weights(), gradient, scale, state.moments(), state.squares(), ++step, rate);
      return norm;
    }

    // Fisher and Yates, starting from the sorted order, so that the order of an epoch depends only
    // on its number.
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
  }

  /// Computes the losses of the validation windows, in larger batches.
  private final class Validation {
    private final int[] windows;
    private final Batch rows;
    private final Workspace memory;
    private final LossSums errors;
    private final NetworkPass[] passes;
    private final IntConsumer pass = this::pass;

    Validation(Arena arena, int parts, int count) {
      int capacity = Math.min(VALIDATION_BATCH, count);
      this.windows = arena.ints(count);
      this.rows = new Batch(arena, network.dimensions, network.spec.topology(), capacity);
      this.memory = network.workspace(arena, capacity, false);
      this.errors = new LossSums(arena, memory.stride);
      this.passes = new NetworkPass[parts];
      for (int part = 0; part < parts; part++)
        passes[part] = new NetworkPass(kernels, rows, memory);
    }

    private void pass(int part) {
      Columns own = rows.used(part, passes.length);
      if (own.isEmpty()) return;
      network.forward(passes[part].over(own));
      errors.evaluate(spec.loss(), network, rows, memory, own, 0f);
    }

    /// @param folds told of the windows that belong to a fold
    Epoch.Losses losses(
        Team team, BatchSource source, float[] weights, @Nullable FoldLosses folds) {
      for (int i = 0; i < windows.length; i++) windows[i] = i;
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
        if (folds != null) add(folds, source, from);
      }
      return new Epoch.Losses(loss / counted, squared / counted, absolute / counted);
    }

    private void add(FoldLosses folds, BatchSource source, int from) {
      for (int b = 0; b < rows.size; b++) {
        Fold fold = source.fold(windows[from + b]);
        if (fold != Fold.NONE) folds.add(fold, rows, memory, b);
      }
    }
  }

  /// Number of observed targets.
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
