package dev.rondo.server.web;

import java.util.Map;

/// Descriptions of members in the API description, for records that know nothing of the API. Declared as a bean.
///
/// @param members descriptions by name
public record Description(Class<? extends Record> type, Map<String, String> members) {
  public Description {
    members = Map.copyOf(members);
  }
}
