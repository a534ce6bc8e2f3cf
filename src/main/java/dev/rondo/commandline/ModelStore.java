package dev.rondo.commandline;

import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.model.Model;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Reads and writes model files.
final class ModelStore {
  private ModelStore() {}

  /// Throws [CommandFailure] if there is no such file, or [dev.rondo.forecasting.document.UnreadableDocumentException] if it is no
  /// model file.
  static Model read(String file, Terminal terminal) {
    try (InputStream in = new BufferedInputStream(new InputTable(file, terminal.in()).open())) {
      return ModelFile.read(in);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.UNREADABLE, Failures.of(e));
    }
  }

  static void write(Model model, Path file, Terminal terminal) {
    new OutputFile(file, terminal).write(out -> ModelFile.write(model, out));
  }
}
