package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Dataset;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Real automatic trainings that stay in a stage until they are ended.
final class HeldFit implements Fit {
  /// Begin of the name of the stage in which a training stays; null for none.
  volatile @Nullable String heldIn;

  /// Number of times that the stage is told before. A training that stays in the middle of a stage and is to end takes one more step,
  /// which keeps its state.
  volatile int heldAfter;

  /// Whether a thread stays in its stage; then other threads begin none.
  private volatile boolean holding;

  private boolean isHeld(String stage) {
    String held = heldIn;
    return held != null && stage.startsWith(held);
  }

  /// Waits until a training stays in its stage.
  void awaitHold() {
    Jobflow.await("a training in the stage " + heldIn, () -> holding);
  }

  /// Replaces the real training.
  static final class Beans {
    @Bean
    @Primary
    HeldFit heldFit() {
      return new HeldFit();
    }
  }

  @Override
  public Model automatic(
      Dataset dataset,
      String fingerprint,
      AutoRequest request,
      int threads,
      AutoProgress progress) {
    AtomicInteger times = new AtomicInteger();
    AutoProgress held =
        new AutoProgress() {
          @Override
          public void planned(List<Decision> decisions) {
            progress.planned(decisions);
          }

          @Override
          public Checkpoints checkpoints() {
            return progress.checkpoints();
          }

          @Override
          public void stage(String stage, double share) {
            while (holding && !isHeld(stage)) pause();
            progress.stage(stage, share);
            if (!isHeld(stage) || times.getAndIncrement() < heldAfter) return;
            holding = true;
            try {
              while (isHeld(stage)) {
                pause();
                progress.stage(stage, share);
              }
            } catch (CancellationException e) {
              if (heldAfter == 0) throw e;
            } finally {
              holding = false;
            }
          }
        };
    return EnsembleFit.fit(dataset, fingerprint, request, threads, held);
  }

  static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
