package dev.rondo.server.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the members of a record are when a request leaves them out. Declared as beans; [Defaults]
/// collects them.
///
/// @param type the record
/// @param members the members that have a default, as values; those not named
///     here are required unless they may be null
/// @param whole when true the defaults hold only where the request gives no member at all, for records
///     whose members make sense together only
public record Default(Class<? extends Record> type, Map<String, ?> members, boolean whole) {
  public Default {
    members = Map.copyOf(members);
  }

  /// Every member of `value` that is not null.
  public static Default of(Record value) {
    return new Default(value.getClass(), members(value), false);
  }

  /// As [#of(Record)], taken as a whole or not at all.
  public static Default whole(Record value) {
    return new Default(value.getClass(), members(value), true);
  }

  /// Some members, of a record that has required ones too.
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
