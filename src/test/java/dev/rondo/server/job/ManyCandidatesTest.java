package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import org.junit.jupiter.api.Test;

class ManyCandidatesTest {
  /// The last candidate is invalid, which only a reader of all of them would tell.
  @Test
  void areRefusedBeforeTheirDefaultsAreComputed() {
    Service service = Service.shared();
    String dataset = Jobflow.dataset(service, 20);
    String body =
        "{\"datasetId\": \"%s\", \"horizon\": 2, \"candidates\": [%s {\"type\": \"nonsense\"}]}"
            .formatted(dataset, "{\"type\": \"network\"},".repeat(2000));
    Answer answer = service.postJson("/api/v1/backtests", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("/candidates");
    assertThat(answer.json().get("detail").stringValue()).contains("1 to 20", "2001");
  }
}
