package dev.rondo.server;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers that cannot choose a free one themselves.
public final class Ports {
  // Below those that Linux gives to outgoing connections, one of which could take a port before its
  // server does, or between two starts of it.
  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  private Ports() {}

  /// A port that nobody uses.
  public static int free() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket _ = new ServerSocket(port)) {
        return port;
      } catch (BindException _) {
        // Another process has it.
      }
    }
  }
}
