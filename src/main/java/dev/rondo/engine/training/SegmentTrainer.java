package dev.rondo.engine.training;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.Columns;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentPass;
import dev.rondo.engine.network.SegmentWorkspace;
import dev.rondo.engine.network.Share;
import dev.rondo.engine.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Trains a segment network for a number of steps. The weights depend only on network, specification, seed and windows, not on the
/// number of threads or the kernels.
public final class SegmentTrainer {
  /// Columns that pass through the network together: their states of a step and the weights fit into the second-level cache.
  private static final int GROUP = 64;

  private final SegmentNetwork network;
  private final SegmentTrainingSpec spec;
  private final Seed seed;
  private final int threads;
  private final Kernels kernels;

  /// Why a training ended.
  public enum End {
    /// All steps are done.
    BUDGET,
    /// The hold-out loss has not fallen for long.
    PATIENCE,
    /// The listener ended it.
    STOPPED,
    /// A loss or gradient was not finite.
    DIVERGED
  }

  /// The result of a training.
  ///
  /// @param weights the averaged weights with the lowest hold-out loss; without hold-out losses the last ones
  /// @param step that these weights are from
  /// @param steps updates that were made
  /// @param checks from the start or the state that the training continued from
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(float[] weights, int step, int steps, End end, List<SegmentCheck> checks) {}

  public SegmentTrainer(SegmentNetwork network, SegmentTrainingSpec spec, long seed, int threads) {
    this(network, spec, seed, threads, Kernels.best());
  }

  /// Throws [IllegalArgumentException] if the loss has not the quantiles of the network.
  public SegmentTrainer(
      SegmentNetwork network, SegmentTrainingSpec spec, long seed, int threads, Kernels kernels) {
    List<Double> quantiles = network.spec.quantiles();
    boolean fits =
        spec.loss() instanceof Loss.Pinball pinball
            ? pinball.levels().equals(quantiles)
            : quantiles.size() == 1;
    if (!fits)
      throw new IllegalArgumentException(
          "the loss %s does not fit quantiles %s".formatted(spec.loss(), quantiles));
    this.network = network;
    this.spec = spec;
    this.seed = new Seed(seed);
    this.threads = Team.worthwhile(network.multiplyAdds(), spec.batchSize(), threads);
    this.kernels = kernels;
  }

  /// Trains from initial weights.
  public Result train(
      SegmentSource training, @Nullable SegmentHoldOut holdOut, SegmentListener listener) {
    float[] weights = network.initialWeights(seed.generator("initial weights", 0));
    return train(initial(weights), training, holdOut, listener);
  }

  /// The state of a training that starts from `weights`, which it changes.
  public SegmentState initial(float[] weights) {
    return SegmentState.initial(seed.value(), weights, spec.optimizer());
  }

  /// Continues from `state` and changes its arrays.
  public Result train(
      SegmentState state,
      SegmentSource training,
      @Nullable SegmentHoldOut holdOut,
      SegmentListener listener) {
    if (state.seed() != seed.value() || state.weights().length != network.parameterCount())
      throw new IllegalArgumentException("the state is of another seed or network");
    try (Team team = new Team(threads)) {
      return new Steps(Arena.heap(), team.size(), holdOut != null)
          .run(team, state, training, holdOut, listener);
    }
  }

  /// Bytes of a training on one thread, without its windows.
  ///
  /// @param holdOut whether there is a hold-out
  public static long bytes(SegmentNetwork network, SegmentTrainingSpec spec, boolean holdOut) {
    SegmentTrainer trainer = new SegmentTrainer(network, spec, 0, 1);
    // The state: weights, their average, the best average, and moments.
    long states = spec.optimizer().keepsSquares() ? 5 : 4;
    return states * network.parameterCount() * Float.BYTES
        + Arena.bytes(arena -> trainer.new Steps(arena, 1, holdOut));
  }

  /// A running training: the buffers that it needs in addition to its state.
  private final class Steps {
    private final float[] gradient;
    private final SegmentBatch batch;
    private final SegmentWorkspace workspace;
    private final @Nullable SegmentWorkspace checked;
    private final SegmentLosses losses;
    private final double[] squareSums = new double[GradientClipping.SUMS];
    private final SegmentPass[] passes;
    private final SegmentPass[] checks;
    private final Share[] shares;
    private final IntConsumer pass = this::pass;
    private final IntConsumer sumUp = this::sumUp;
    private final IntConsumer check = this::check;
    private int step;
    private float share;

    Steps(Arena arena, int parts, boolean holdOut) {
      this.gradient = arena.floats(network.parameterCount());
      this.batch = new SegmentBatch(arena, network.spec, spec.batchSize());
      this.workspace = network.workspace(arena, batch.capacity, true);
      this.checked = holdOut ? network.workspace(arena, batch.capacity, false) : null;
      this.losses = new SegmentLosses(arena, network.spec, spec, batch.stride);
      this.passes = new SegmentPass[parts];
      this.checks = new SegmentPass[holdOut ? parts : 0];
      this.shares = new Share[parts];
      for (int part = 0; part < parts; part++) {
        passes[part] = new SegmentPass(kernels, batch, workspace);
        if (checked != null) checks[part] = new SegmentPass(kernels, batch, checked);
        shares[part] = new Share(kernels, batch, part, parts, arena.floats(Kernels.SCRATCH));
      }
    }

    Result run(
        Team team,
        SegmentState start,
        SegmentSource training,
        @Nullable SegmentHoldOut holdOut,
        SegmentListener listener) {
      List<SegmentCheck> done = new ArrayList<>();
      Best best = start.best();
      double sum = start.lossSum();
      int summed = start.summed();
      End end = End.BUDGET;
      step = start.step();
      while (step < spec.steps()) {
        fill(training, step);
        double rate = spec.optimizer().learningRate().at(step, spec.steps(), spec.steps());
        double loss = update(team, start, rate);
        if (!Double.isFinite(loss)) {
          end = End.DIVERGED;
          break;
        }
        sum += loss;
        summed++;
        if (step % spec.checkEvery() == 0 || step == spec.steps()) {
          OptionalDouble held =
              holdOut == null
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(holdOutLoss(team, holdOut, start.average()));
          if (held.isPresent()) best = best.after(start.average(), step, held.getAsDouble());
          SegmentCheck check = new SegmentCheck(step, sum / summed, held, rate);
          sum = 0;
          summed = 0;
          done.add(check);
          listener.onCheck(check);
          listener.onState(state(start, best, sum, summed));
          if (held.isPresent() && step - best.epoch() >= spec.patience() * spec.steps()) {
            end = End.PATIENCE;
            break;
          }
        }
        if (listener.wantsState()) listener.onState(state(start, best, sum, summed));
        if (listener.stopsAfter(step, loss) && step < spec.steps()) {
          listener.onState(state(start, best, sum, summed));
          end = End.STOPPED;
          break;
        }
      }
      return best.epoch() > 0
          ? new Result(best.weights(), best.epoch(), step, end, done)
          : new Result(start.average(), step, step, end, done);
    }

    private SegmentState state(SegmentState of, Best best, double sum, int summed) {
      return new SegmentState(
          of.seed(),
          step,
          of.weights(),
          of.average(),
          of.moments(),
          of.squares(),
          best,
          sum,
          summed);
    }

    private void fill(SegmentSource source, int number) {
      source.fill(batch, number);
      batch.finish();
    }

    /// Trains on the batch.
    ///
    /// @return its mean loss; if it or the gradient is not finite, NaN, and nothing has changed
    private double update(Team team, SegmentState state, double rate) {
      double weight = batch.weight();
      share = weight > 0 ? (float) (1 / weight) : 0;
      workspace.load(state.weights());
      // Columns are independent until the gradient of the parameters, so each thread does all
      // passes for its own columns.
      team.run(pass);
      Arrays.fill(gradient, 0f);
      team.run(sumUp);
      network.positionGradient(workspace, gradient);
      double loss = weight > 0 ? losses.sum(batch.used()) / weight : 0;
      double norm = GradientClipping.norm(gradient, squareSums);
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) return Double.NaN;
      float scale = GradientClipping.scale(spec.gradientClipping(), norm);
      spec.optimizer()
          .update(
              state.weights(), gradient, scale, state.moments(), state.squares(), step + 1, rate);
      average(state.weights(), state.average());
      step++;
      return loss;
    }

    // The share that stays rises from 1/10 at the first update to the specified one.
    private void average(float[] weights, float[] average) {
      double keep = Math.min(spec.averaging(), (step + 1.0) / (step + 10.0));
      float take = (float) (1 - keep);
      for (int i = 0; i < average.length; i++)
        average[i] = Math.fma(take, weights[i] - average[i], average[i]);
    }

    private void pass(int part) {
      Columns own = batch.used(part, passes.length);
      if (own.isEmpty()) return;
      long key = Seed.hash(seed.value(), "dropout", step);
      for (int from = own.from(); from < own.to(); from += GROUP) {
        int to = Math.min(own.to(), from + GROUP);
        SegmentPass one = passes[part].over(from, to, key);
        network.forward(one);
        losses.evaluate(batch, workspace, from, to, share);
        network.backward(one);
      }
    }

    private void sumUp(int part) {
      network.parameterGradient(shares[part], batch, workspace, gradient);
    }

    private double holdOutLoss(Team team, SegmentHoldOut holdOut, float[] weights) {
      if (checked == null) throw new IllegalStateException("no workspace for a hold-out");
      checked.load(weights);
      double sum = 0;
      double weight = 0;
      for (int i = 0; i < holdOut.batches(); i++) {
        fill(holdOut.source(), i);
        team.run(check);
        sum += losses.sum(batch.used());
        weight += batch.weight();
      }
      return sum / weight;
    }

    private void check(int part) {
      Columns own = batch.used(part, checks.length);
      if (own.isEmpty() || checked == null) return;
      network.forward(checks[part].over(own, 0));
      losses.evaluate(batch, checked, own, 0f);
    }
  }
}
