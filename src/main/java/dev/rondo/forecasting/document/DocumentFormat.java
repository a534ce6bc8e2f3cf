package dev.rondo.forecasting.document;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One kind of stored JSON document: its record, its format number, and the steps that convert documents of earlier formats
/// to the present one.
///
/// A document is a JSON object with the number in the member `format`; a document without it has format 1. Its last member is its
/// [Checksum]. If the record changes
/// its form, append one [#then] step to the constant of its kind; it converts a document of the previous format to the next one.
/// Never change or remove a released step.
///
/// @param <T> the record of the present format
public final class DocumentFormat<T extends Record> {
  private static final String FORMAT = "format";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(JsonTypes.module())
          .addModule(new CompleteRecords())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /// Converts a document of one format to the next, in place.
  public interface Upgrade {
    void apply(ObjectNode document);
  }

  private final String kind;
  private final Class<T> type;
  private final List<Upgrade> upgrades;

  private DocumentFormat(String kind, Class<T> type, List<Upgrade> upgrades) {
    this.kind = kind;
    this.type = type;
    this.upgrades = upgrades;
  }

  /// A kind of document in format 1.
  ///
  /// @param kind name of the kind for people, such as `description of a dataset`
  public static <T extends Record> DocumentFormat<T> of(String kind, Class<T> type) {
    return new DocumentFormat<>(kind, type, List.of());
  }

  /// The same kind with one more format.
  public DocumentFormat<T> then(Upgrade upgrade) {
    return new DocumentFormat<>(
        kind, type, Stream.concat(upgrades.stream(), Stream.of(upgrade)).toList());
  }

  /// The present format.
  public int number() {
    return upgrades.size() + 1;
  }

  /// Writes a document of the present format with its checksum.
  public String write(T value) {
    ObjectNode document = JSON.createObjectNode().put(FORMAT, number());
    document.setAll((ObjectNode) JSON.<JsonNode>valueToTree(value));
    return Checksum.added(JSON.writeValueAsString(document));
  }

  /// Reads a document of any format up to the present one; throws [UnreadableDocumentException].
  public T read(String json) {
    try {
      if (!(JSON.readTree(json) instanceof ObjectNode document))
        throw new UnreadableDocumentException("the " + kind + " is not a JSON object");
      if (document.remove(Checksum.MEMBER) != null && !Checksum.matches(json))
        throw new UnreadableDocumentException(
            "the " + kind + " is damaged: its checksum does not match");
      for (int i = format(document.remove(FORMAT)) - 1; i < upgrades.size(); i++) {
        upgrades.get(i).apply(document);
      }
      return JSON.treeToValue(document, type);
    } catch (UnreadableDocumentException e) {
      throw e;
    } catch (JacksonException e) {
      throw new UnreadableDocumentException(
          "the " + kind + " is damaged: " + e.getOriginalMessage(), e);
    } catch (RuntimeException e) {
      throw new UnreadableDocumentException("the " + kind + " is damaged: " + e.getMessage(), e);
    }
  }

  private int format(@Nullable JsonNode stored) {
    if (stored == null) return 1;
    if (!stored.isInt() || stored.intValue() < 1)
      throw new UnreadableDocumentException("the " + kind + " has the format '" + stored + "'");
    if (stored.intValue() > number()) {
      throw new UnreadableDocumentException(
          "the %s has format %d, and this version reads formats up to %d: it was written by a newer version"
              .formatted(kind, stored.intValue(), number()));
    }
    return stored.intValue();
  }

  /// Converts a document to the present format and removes its number; throws [UnreadableDocumentException].
  public String plain(String json) {
    return JSON.writeValueAsString(read(json));
  }
}
