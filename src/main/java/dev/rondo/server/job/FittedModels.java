package dev.rondo.server.job;

import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.model.Model;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Fitted models among the checkpoints of a job, as model files.
record FittedModels(Checkpoints checkpoints) {
  Optional<Model> find(String part) {
    return checkpoints
        .find(part)
        .map(bytes -> {
          try {
            return ModelFile.read(new ByteArrayInputStream(bytes));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  void keep(String part, Model model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ModelFile.write(model, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    checkpoints.keep(part, bytes.toByteArray());
  }
}
