package dev.rondo.server.model;

import java.util.Optional;

/// Tells what needs a model. Features that refer to models implement it.
public interface ModelUse {
  /// What uses the model and how that ends, as a sentence; empty if nothing uses it.
  Optional<String> useOf(String modelId);
}
