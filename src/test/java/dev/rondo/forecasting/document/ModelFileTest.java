package dev.rondo.forecasting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Dataset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static final Model MODEL = model();
  private static final byte[] FILE = file();

  private static Model model() {
    Dataset dataset = new Generator.SineWaves(8, 40, 0.1, 1).generate();
    ModelSpec spec = ModelSpec.defaults(dataset);
    TrainingListener once = new TrainingListener() {};
    return ModelFit.fit(dataset, "none", spec, 1, once).orElseThrow();
  }

  private static byte[] file() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelFile.write(MODEL, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static Model read(byte[] file) throws IOException {
    return ModelFile.read(new ByteArrayInputStream(file));
  }

  @Test
  void aModelComesBackWhole() throws IOException {
    Model read = read(FILE);
    assertThat(read.description()).isEqualTo(MODEL.description());
    assertThat(read.weights()).isEqualTo(MODEL.weights());
    byte[] weights = ModelFile.bytes(MODEL.weights());
    Model parts =
        ModelFile.model(
            ModelFile.DESCRIPTION.write(MODEL.description()), weights, ModelFile.checksum(weights));
    assertThat(parts.description()).isEqualTo(MODEL.description());
    assertThat(parts.weights()).isEqualTo(MODEL.weights());
  }

  @Test
  void theLayoutIsTheDocumentedOne() {
    ByteBuffer file = ByteBuffer.wrap(FILE).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(FILE, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("RONDOMDL");
    assertThat(file.getInt(8)).isEqualTo(1);
    int json = file.getInt(12);
    long weights = file.getLong(16);
    assertThat(json % 8).isZero();
    assertThat(FILE).hasSize((int) (24 + json + 4 * weights + 4));
    assertThat(new String(FILE, 24, json, StandardCharsets.UTF_8)).startsWith("{\"format\":");
    assertThat(file.getFloat(24 + json)).isEqualTo(MODEL.weights()[0]);
  }

  @Test
  void everyDamageIsFound() {
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("breaks off");
    assertThatThrownBy(() -> read(Arrays.copyOf(FILE, FILE.length - 5)))
        .isInstanceOf(UnreadableDocumentException.class);
    for (int at = 0; at < FILE.length; at += at < 64 ? 1 : 211) {
      byte[] damaged = FILE.clone();
      damaged[at] ^= 1;
      assertThatThrownBy(() -> read(damaged)).isInstanceOf(UnreadableDocumentException.class);
    }
  }

  /// A header that claims far more content than the file has takes no memory for it.
  @Test
  void promisesAreNotBelieved() {
    byte[] promising = FILE.clone();
    ByteBuffer.wrap(promising).order(ByteOrder.LITTLE_ENDIAN).putLong(16, Integer.MAX_VALUE - 100L);
    assertThatThrownBy(() -> read(promising)).hasMessageContaining("breaks off");
  }
}
