package dev.rondo.server.model;

import java.util.Optional;

/// Names that requests may give instead of the id of a model. Features that name models implement it.
public interface ModelNames {
  /// The id of the model that a name stands for.
  Optional<String> modelOf(String name);
}
