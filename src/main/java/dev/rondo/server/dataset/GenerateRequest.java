package dev.rondo.server.dataset;

import dev.rondo.forecasting.generation.Generator;
import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A request for a generated dataset.
///
/// @param name name of the dataset; default: the name of the generator
record GenerateRequest(@Schema(example = "notebook") @Nullable String name, Generator generator) {
  GenerateRequest {
    if (name != null) Names.checked(name);
  }
}
