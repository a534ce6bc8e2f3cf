package dev.rondo.forecasting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentFormatTest {
  record Part(String name, @Nullable Double score) {}

  record Thing(String name, int count, @Nullable String note, List<Part> parts) {}

  private static final DocumentFormat<Thing> FIRST = DocumentFormat.of("thing", Thing.class);

  /// Format 2 renames `count` of format 1 to `size`; format 3 adds `parts`.
  private static final DocumentFormat<Thing> THIRD =
      DocumentFormat.of("thing", Thing.class)
          .then(document -> document.set("count", document.remove("size")))
          .then(document -> document.putArray("parts"));

  @Test
  void whatIsWrittenIsReadAndCarriesItsNumber() {
    Thing thing = new Thing("a", 3, null, List.of(new Part("b", Double.NaN), new Part("c", 0.1)));
    String document = FIRST.write(thing);
    assertThat(document).startsWith("{\"format\":1,");
    assertThat(FIRST.read(document))
        .isEqualTo(new Thing("a", 3, null, List.of(new Part("b", null), new Part("c", 0.1))));
    assertThat(THIRD.write(thing)).startsWith("{\"format\":3,");
    assertThat(FIRST.plain(document))
        .doesNotContain("format", "crc32c")
        .contains("\"count\":3");
  }

  @Test
  void oneChangedCharacterAnywhereIsFound() {
    String document = FIRST.write(new Thing("abc", 1234, "ä", List.of(new Part("b", 0.125))));
    assertThat(document).endsWith("\"}").contains(",\"crc32c\":\"");
    for (int i = 0; i < document.length(); i++) {
      StringBuilder damaged = new StringBuilder(document);
      damaged.setCharAt(i, (char) (document.charAt(i) ^ 1));
      refused(damaged.toString(), "");
    }
  }

  @Test
  void olderFormatsBecomeThePresentOne() {
    Thing expected = new Thing("a", 3, null, List.of());
    assertThat(THIRD.read("{\"name\":\"a\",\"size\":3}")).isEqualTo(expected);
    assertThat(THIRD.read("{\"format\":1,\"name\":\"a\",\"size\":3}")).isEqualTo(expected);
    assertThat(THIRD.read("{\"format\":2,\"name\":\"a\",\"count\":3}")).isEqualTo(expected);
    assertThat(THIRD.read("{\"format\":3,\"name\":\"a\",\"count\":3,\"parts\":[]}"))
        .isEqualTo(expected);
  }

  @Test
  void anIncompleteOrDamagedDocumentIsRefusedWithItsReason() {
    refused("{\"name\":\"a\",\"count\":3}", "parts");
    refused("{\"name\":null,\"count\":3,\"parts\":[]}", "name");
    refused("{\"name\":\"a\",\"parts\":[]}", "count");
    refused("{\"name\":\"a\",\"count\":3,\"parts\":[{\"score\":1}]}", "name");
    refused("{\"name\":\"a\",\"count\":3,\"parts\":[],\"more\":1}", "more");
    refused("{\"name\":\"a\",", "damaged");
    refused("[]", "not a JSON object");
    refused("{\"format\":\"x\"}", "format");
    refused("{\"format\":0}", "format");
    refused("{\"format\":2,\"name\":\"a\",\"count\":3,\"parts\":[]}", "newer version");
  }

  private static void refused(String json, String reason) {
    assertThatThrownBy(() -> FIRST.read(json))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("the thing")
        .hasMessageContaining(reason);
  }
}
