package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.client.ApiClient;
import dev.rondo.client.api.DatasetsApi;
import dev.rondo.client.api.ModelsApi;
import dev.rondo.client.api.PredictionsApi;
import dev.rondo.client.api.TrainingJobsApi;
import dev.rondo.client.model.Adam;
import dev.rondo.client.model.BySeries;
import dev.rondo.client.model.Constant;
import dev.rondo.client.model.Dataset;
import dev.rondo.client.model.GenerateRequest;
import dev.rondo.client.model.JobRequest;
import dev.rondo.client.model.Mse;
import dev.rondo.client.model.NetworkSpec;
import dev.rondo.client.model.None;
import dev.rondo.client.model.PredictionRequest;
import dev.rondo.client.model.PredictionRequestRawSeries;
import dev.rondo.client.model.Predictions;
import dev.rondo.client.model.Seq2Vec;
import dev.rondo.client.model.SimpleRnn;
import dev.rondo.client.model.SineWaves;
import dev.rondo.client.model.TrainingJob;
import dev.rondo.client.model.TrainingSpec;
import dev.rondo.client.model.WindowSpec;
import dev.rondo.server.Service;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A client generated from the published document performs the notebook's run with its types.
class GeneratedClientTest {
  private final ApiClient api = new ApiClient().setBasePath(Service.shared().root().toString());
  private final TrainingJobsApi jobs = new TrainingJobsApi(api);

  @Test
  void doesTheNotebookRun() throws InterruptedException {
    Dataset dataset =
        new DatasetsApi(api)
            .generateDataset(
                new GenerateRequest()
                    .name("notebook")
                    .generator(new SineWaves().series(10_000).steps(51).noise(0.1).seed(42L)),
                null);
    TrainingJob job =
        present(
            jobs.startTrainingJobWithResponseSpec(
                    new JobRequest()
                        .datasetId(dataset.getId())
                        .seed(42L)
                        .window(new WindowSpec().lookback(50).horizon(1).stride(1))
                        .split(new BySeries().train(7000.0).validation(2000.0).test(1000.0))
                        .scaler(new None())
                        .network(
                            new NetworkSpec()
                                .cell(new SimpleRnn())
                                .units(List.of(1))
                                .topology(new Seq2Vec())
                                .head(NetworkSpec.HeadEnum.NONE)
                                .dropout(0.0))
                        .training(
                            new TrainingSpec()
                                .epochs(20)
                                .batchSize(32)
                                .loss(new Mse())
                                .optimizer(new Adam().learningRate(new Constant().rate(0.001)))),
                    false,
                    null)
                .body(TrainingJob.class));
    job = ended(present(job.getId()));
    assertThat(job.getState())
        .as("%s", job.getProblem())
        .isEqualTo(TrainingJob.StateEnum.SUCCEEDED);
    assertThat(jobs.getTrainingHistory(job.getId()).getEpochs()).hasSize(20);

    String model = present(job.getModelId());
    ModelsApi models = new ModelsApi(api);
    assertThat(models.getModel(model).getParameters()).isEqualTo(3);
    assertThat(present(models.getModel(model).getEvaluation()).toString()).contains("naive");

    Predictions predictions =
        present(
            new PredictionsApi(api)
                .predictWithResponseSpec(
                    model,
                    new PredictionRequest()
                        .horizon(2)
                        .levels(List.of(80.0))
                        .addSeriesItem(
                            new PredictionRequestRawSeries()
                                .id("a")
                                .values(List.of(0.1, 0.2, 0.3, 0.3, 0.2, 0.1))),
                    null,
                    null,
                    null)
                .body(Predictions.class));
    assertThat(predictions.getForecasts().getFirst().getMean()).hasSize(2).doesNotContainNull();
  }

  private TrainingJob ended(String id) throws InterruptedException {
    while (true) {
      TrainingJob job = jobs.getTrainingJob(id);
      switch (present(job.getState())) {
        case QUEUED, RUNNING -> Thread.sleep(50);
        case SUCCEEDED, FAILED, CANCELLED -> {
          return job;
        }
      }
    }
  }

  private static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
