package dev.rondo.commandline;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The standard streams of a command. Results go to `out`, everything else to `err`.
///
/// @param interactive whether `err` is a terminal that can draw a line again
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
  private static final int BUFFER = 1 << 16;

  /// The streams of this process, in UTF-8 whatever the locale says.
  static Terminal system() {
    return new Terminal(
        System.in,
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            false,
            StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        isTerminal());
  }

  /// Where the system tells what the stream is connected to, that decides. Elsewhere the console does, which must have standard
  /// input and output too.
  private static boolean isTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | RuntimeException e) {
      @Nullable Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
