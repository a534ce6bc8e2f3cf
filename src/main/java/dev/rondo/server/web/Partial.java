package dev.rondo.server.web;

import java.util.Set;

/// Records of which a request may give a part; the rest is chosen by what the request is about, such as its dataset.
/// Declared as a bean, so that the API description requires none of their members.
public record Partial(Set<Class<? extends Record>> types) {
  public Partial {
    types = Set.copyOf(types);
  }
}
