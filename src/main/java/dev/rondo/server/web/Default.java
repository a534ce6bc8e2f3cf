package dev.rondo.server.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// Default values of the members of a record in a request. Declared as beans; [Defaults] collects them.
///
/// @param type the record
/// @param members members that have a default, with their values; other members are required unless they may be null
/// @param whole true if the defaults apply only to a request without any member, for records whose members depend on each other
public record Default(Class<? extends Record> type, Map<String, ?> members, boolean whole) {
  public Default {
    members = Map.copyOf(members);
  }

  /// Every member of `value` that is not null.
  public static Default of(Record value) {
    return new Default(value.getClass(), members(value), false);
  }

  /// As [#of(Record)], but only if the request gives no member.
  public static Default whole(Record value) {
    return new Default(value.getClass(), members(value), true);
  }

  /// Defaults of some members of a record that also has required ones.
  public static Default of(Class<? extends Record> type, Map<String, ?> members) {
    return new Default(type, members, false);
  }

  private static Map<String, Object> members(Record value) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (var component : value.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        Object member = accessor.invoke(value);
        if (member != null) members.put(component.getName(), member);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
    return members;
  }
}
