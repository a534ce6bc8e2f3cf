package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Dataset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Real automatic trainings that stay in a stage until they are ended.
final class HeldFit implements Fit {
  /// Begin of the name of the stage in which a training stays; null for none.
  volatile @Nullable String heldIn;

  /// Whether a thread stays in its stage; then other threads begin none.
  private volatile boolean holding;

  private boolean isHeld(String stage) {
    String held = heldIn;
    return held != null && stage.startsWith(held);
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
            if (!isHeld(stage)) return;
            holding = true;
            try {
              while (isHeld(stage)) {
                pause();
                progress.stage(stage, share);
              }
            } finally {
              holding = false;
            }
          }
        };
    return EnsembleFit.fit(dataset, fingerprint, request, threads, held);
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
