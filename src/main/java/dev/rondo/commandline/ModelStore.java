package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteService;
import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.model.Model;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Reads and writes model files.
final class ModelStore {
  private ModelStore() {}

  /// Throws [CommandFailure] if there is no such file, or [UnreadableDocumentException] if it is no model file.
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

  /// Writes a model of a service to a file.
  ///
  /// @param model its id or another name that the service knows
  static void download(RemoteService service, String model, Path file, Terminal terminal) {
    String path = "/models/" + RemoteService.segment(model) + "/file";
    try (InputStream bytes = service.download(path)) {
      new OutputFile(file, terminal).write(bytes::transferTo);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.SERVICE, Failures.of(e));
    }
  }
}
