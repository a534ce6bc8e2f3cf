package dev.rondo.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A file system in memory at a directory, while a test needs it.
public final class Mount implements AutoCloseable {
  private final Path directory;

  private Mount(Path directory) {
    this.directory = directory;
  }

  /// Skips the test if the user may not mount it, as only root may.
  ///
  /// @param options of `mount`, such as `size=64m`
  public static Mount of(Path directory, String options) throws InterruptedException {
    boolean mounted;
    try {
      mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    } catch (IOException e) {
      mounted = false;
    }
    Assumptions.assumeTrue(mounted, "only root can mount a file system");
    return new Mount(directory);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", directory.toString());
  }
}
