package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Trained;
import dev.rondo.forecasting.series.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Real trainings of networks that wait for the test, however fast the machine is: while a file exists, each epoch takes a while in
/// its middle, and the last one does not end. The file reaches services in other processes too.
public final class PacedFit implements Fit {
  private static final String FILE = "test.paced-while";
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Path file;

  private PacedFit(Path file) {
    this.file = file;
  }

  /// The settings of a service whose trainings wait.
  ///
  /// @param file while it exists
  /// @param more settings of the test
  public static String[] settings(Path file, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("spring.main.sources=" + Beans.class.getName());
    all.add(FILE + "=" + file);
    return all.toArray(String[]::new);
  }

  /// Replaces the real training.
  static final class Beans {
    @Bean
    @Primary
    PacedFit pacedFit(@Value("${" + FILE + "}") String file) {
      return new PacedFit(Path.of(file));
    }
  }

  @Override
  public Optional<Trained> train(
      Dataset dataset,
      ModelSpec specification,
      @Nullable TrainingState reached,
      int threads,
      TrainingListener listener) {
    Paced paced = new Paced(listener, specification.training().epochs());
    return Fit.super.train(dataset, specification, reached, threads, paced);
  }

  private final class Paced implements TrainingListener {
    private final TrainingListener told;
    private final int epochs;
    private int waited; // the epoch in which it has waited

    Paced(TrainingListener told, int epochs) {
      this.told = told;
      this.epochs = epochs;
    }

    @Override
    public void onBatch(int epoch, int batch, int batches) {
      told.onBatch(epoch, batch, batches);
      if (epoch == waited || 2 * batch < batches) return;
      waited = epoch;
      long begun = System.nanoTime();
      while (Files.exists(file)
          && !told.cancelled()
          && (epoch == epochs || System.nanoTime() - begun < PAUSE.toNanos())) {
        HeldFit.pause();
        // As a batch that is slow: what is due is written.
        told.onBatch(epoch, batch, batches);
      }
    }

    @Override
    public void onEpoch(Epoch epoch) {
      told.onEpoch(epoch);
    }

    @Override
    public void onState(TrainingState state) {
      told.onState(state);
    }

    @Override
    public boolean wantsState() {
      return told.wantsState();
    }

    @Override
    public void onEnd(TrainingState state) {
      told.onEnd(state);
    }

    @Override
    public boolean outOfTime() {
      return told.outOfTime();
    }

    @Override
    public boolean cancelled() {
      return told.cancelled();
    }
  }
}
