package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the parts that a job keeps are written.
class AttemptCheckpointsTest {
  private static final Service SERVICE = Service.shared();
  private static final int MEGABYTE = 1 << 20;

  /// Time stands still.
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private AttemptCheckpoints checkpoints;

  @BeforeEach
  void begin() {
    String id =
        SERVICE
            .postJson(
                "/api/v1/training-jobs",
                "{\"datasetId\": \"%s\", \"training\": {\"epochs\": 1}}"
                    .formatted(Jobflow.dataset(SERVICE, 5)))
            .json()
            .get("id")
            .stringValue();
    Jobflow.await(SERVICE, id, job -> !job.get("finishedAt").isNull());
    checkpoints =
        new AttemptCheckpoints(
            SERVICE.bean(StoredCheckpoints.class),
            Retries.USUAL,
            SERVICE.bean(Jobs.class).get(id),
            CLOCK,
            () -> false);
  }

  @Test
  void smallPartsWaitUntilTheyAreDue() {
    checkpoints.keep("a", new byte[MEGABYTE]);
    assertThat(checkpoints.has("a")).isTrue();
    assertThat(checkpoints.find("a")).isPresent();
    assertThat(checkpoints.waiting()).isFalse();
  }

  @Test
  void manyPartsAreWrittenBeforeTheyAreDue() {
    for (int i = 0; i < 32; i++) checkpoints.keep("part-" + i, new byte[MEGABYTE]);
    assertThat(checkpoints.waiting()).isFalse();
    checkpoints.keep("last", new byte[1]);
    assertThat(checkpoints.waiting()).isTrue();
    checkpoints.keep("last", new byte[0]);
    assertThat(checkpoints.waiting()).isFalse();
    checkpoints.keep("last", new byte[2 * MEGABYTE]);
    checkpoints.drop("part-1");
    assertThat(checkpoints.waiting()).isFalse();
  }

  @Test
  void partsWhoseWriteFailedWaitAgain() {
    for (int i = 0; i < 32; i++) checkpoints.keep("part-" + i, new byte[MEGABYTE]);
    CheckpointParts taken = checkpoints.take();
    assertThat(checkpoints.waiting()).isFalse();
    checkpoints.keep("part-0", new byte[1]);
    checkpoints.notWritten(taken);
    assertThat(checkpoints.find("part-0").orElseThrow()).hasSize(1);
    checkpoints.keep("part-0", new byte[2 * MEGABYTE]);
    // A database that fails is not asked again before they are due.
    assertThat(checkpoints.waiting()).isFalse();
    checkpoints.written(checkpoints.take(), Duration.ofMillis(1));
    checkpoints.keep("part-0", new byte[33 * MEGABYTE]);
    assertThat(checkpoints.waiting()).isTrue();
  }
}
