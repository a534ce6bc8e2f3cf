package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.SharedData;
import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.NamedColumns;
import dev.rondo.forecasting.reading.ReadingMemory;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.series.Fingerprint;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Uploads real files through the API: each is stored value by value as it is read, or refused with the place of the fault.
///
/// Another test of the same files in `forecasting.reading` compares what is read with what a person would read.
class MessyUploadsTest {
  private static final Set<String> REFUSED =
      Set.of(
          "bad-number-line-78.csv",
          "ragged-line-42.csv",
          "irregular.csv",
          "empty.csv",
          "header-only.csv");
  private static final Map<String, String> ZONES =
      Map.of(
          "electricity-melbourne-dst-fold-excel-de.csv", "Australia/Melbourne",
          "electricity-melbourne-dst-gap-excel-de.csv", "Australia/Melbourne",
          "local-time-dst-fold-madrid.csv", "Europe/Madrid",
          "local-time-dst-madrid.csv", "Europe/Madrid");

  private final Service service = Service.shared();

  @Test
  void everyFileIsKeptOrRefusedWithItsPlace() throws IOException {
    int files = 0;
    for (String folder : List.of("messy", "messy-real")) {
      try (Stream<Path> paths = Files.list(SharedData.path(folder))) {
        for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
          check(path);
          files++;
        }
      }
    }
    assertThat(files).isGreaterThan(20);
  }

  private void check(Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    String zone = ZONES.get(name);
    Answer answer =
        service.send(
            "POST",
            "/api/v1/datasets" + (zone == null ? "" : "?timeZone=" + zone),
            Files.readAllBytes(path),
            "Content-Type",
            "text/csv");
    if (REFUSED.contains(name)) {
      assertThat(answer.status()).as(name).isEqualTo(422);
      JsonNode fault = answer.json().at("/errors/0");
      assertThat(fault.get("detail").stringValue()).as(name).isNotBlank();
      if (Files.size(path) > 20)
        assertThat(fault.get("line").longValue()).as(name).isGreaterThan(1);
      return;
    }
    assertThat(answer.status()).as(name + answer.text()).isEqualTo(201);
    assertThat(answer.json().get("fingerprint").stringValue())
        .as(name)
        .isEqualTo(fingerprint(path, zone));
  }

  private static String fingerprint(Path path, @Nullable String zone) throws IOException {
    ReadingOptions options =
        new ReadingOptions(
            NamedColumns.NONE,
            null,
            null,
            zone == null ? null : ZoneId.of(zone),
            null,
            null,
            null,
            null,
            null,
            null,
            ReadingMemory.UNLIMITED);
    try (InputStream bytes = Files.newInputStream(path)) {
      boolean packed = String.valueOf(path.getFileName()).endsWith(".gz");
      return Fingerprint.of(
          DatasetReader.csv(packed ? new GZIPInputStream(bytes) : bytes, options).dataset());
    }
  }
}
