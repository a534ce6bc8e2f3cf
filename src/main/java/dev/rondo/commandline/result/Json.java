package dev.rondo.commandline.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.document.JsonTypes;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON in the forms of the API.
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(JsonTypes.module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private Json() {}

  /// Writes a document and a line break; the stream stays open.
  public static void write(Object document, OutputStream out) {
    PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8);
    text.println(MAPPER.writeValueAsString(document));
    text.flush();
  }
}
