package dev.rondo.server.web;

import java.util.Set;

/// Record types of which a request may give only some members; the defaults of the others depend on the request, such as on its
/// dataset. Declared as a bean, so that the API description requires none of the members.
public record Partial(Set<Class<? extends Record>> types) {
  public Partial {
    types = Set.copyOf(types);
  }
}
