package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.AllocatedBytes;
import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.web.Defaults;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.NumberRows;
import dev.rondo.server.web.RecordBinder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Values that do not fit the model take no memory for its columns.
class HistoriesMemoryTest {
  private static final int ROWS = 100_000;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final RecordBinder BINDER =
      new RecordBinder(
          MAPPER, new Defaults(MAPPER, List.of()), new MemoryBudget(1 << 30).open("the request"));

  record Body(NumberRows values) {}

  @ParameterizedTest
  @ValueSource(strings = {"1", "[]", "[1,2,3]"})
  void rowsOfAnotherShapeAreNotCopied(String row) throws IOException {
    Histories histories;
    try (InputStream file =
        Objects.requireNonNull(
            HistoriesMemoryTest.class.getResourceAsStream("/models/format-5/relu.rondo"))) {
      histories = new Histories(ModelFile.read(file).description());
    }
    byte[] json =
        "{\"values\": [%s]}"
            .formatted((row + ",").repeat(ROWS) + row)
            .getBytes(StandardCharsets.UTF_8);
    NumberRows rows = BINDER.bind(new ByteArrayInputStream(json), Body.class).values();
    List<Fault> faults = new ArrayList<>();
    long allocated =
        AllocatedBytes.of(() -> {
          faults.clear();
          histories.values(rows, "/values", faults);
        });
    assertThat(faults).isNotEmpty();
    assertThat(faults.getFirst().detail()).contains("one value for each of the 2 columns");
    assertThat(allocated).isLessThan(ROWS);
  }
}
