package dev.rondo.server.web;

import dev.rondo.server.Service;
import java.util.Map;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The OpenAPI document as it is published in `docs`.
public final class PublishedDocument {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private PublishedDocument() {}

  /// What the service serves, with sorted members.
  public static String served() {
    var document = Service.shared().get("/v3/api-docs").json();
    return JSON.writeValueAsString(JSON.treeToValue(document, Map.class)) + "\n";
  }
}
