package dev.rondo.commandline;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/// A file that a command writes: it appears complete or not at all. `-` is standard output.
record OutputFile(Path path, Terminal terminal) {
  /// Writes bytes.
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /// Throws [CommandFailure].
  void write(Content content) {
    try {
      if (path.toString().equals(InputTable.STANDARD_INPUT)) {
        content.write(terminal.out());
        terminal.out().flush();
      } else if (Files.exists(path) && !Files.isRegularFile(path)) {
        writeTo(path, content); // such as /dev/null or a pipe
      } else {
        replace(content);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, Failures.of(e));
    }
  }

  private void replace(Content content) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) throw new IOException(path + ": this is not a file");
    if (!Files.isDirectory(folder))
      throw new CommandFailure(ExitCode.FAILED, folder + ": there is no such directory");
    Path part = folder.resolve("." + path.getFileName() + "." + ProcessHandle.current().pid());
    part.toFile().deleteOnExit();
    try {
      writeTo(part, content);
      try {
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException _) {
        Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void writeTo(Path file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      content.write(out);
    }
  }

  /// The ending of the name in lower case, such as `csv`; empty if there is none.
  String ending() {
    String name = path.toString();
    int dot = name.lastIndexOf('.');
    return dot < name.lastIndexOf('/') || dot < 0
        ? ""
        : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
