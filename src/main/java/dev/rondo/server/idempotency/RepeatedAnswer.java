package dev.rondo.server.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/// The answer to a repeated request: its status is that of the first answer, if what was created can still be read.
final class RepeatedAnswer extends HttpServletResponseWrapper {
  private final int first;

  RepeatedAnswer(HttpServletResponse response, int first) {
    super(response);
    this.first = first;
    setStatus(SC_OK);
  }

  @Override
  public void setStatus(int status) {
    super.setStatus(status == SC_OK ? first : status);
  }
}
