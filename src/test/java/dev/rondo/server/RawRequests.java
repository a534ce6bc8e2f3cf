package dev.rondo.server;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Sends requests byte by byte, for headers that a client of the JDK sets itself.
public final class RawRequests {
  private RawRequests() {}

  /// @param request a request that asks to close the connection after the answer
  public static String send(URI to, String request) throws IOException {
    try (Socket socket = new Socket(to.getHost(), to.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
