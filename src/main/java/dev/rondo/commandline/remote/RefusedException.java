package dev.rondo.commandline.remote;

import java.util.List;

/// The service cannot be reached, refused a request, or a job of it did not succeed.
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final transient List<String> lines;

  /// @param status of HTTP; 0 without an answer
  /// @param lines what is wrong and what would be right; at least one
  RefusedException(int status, List<String> lines) {
    super(lines.getFirst());
    this.status = status;
    this.lines = List.copyOf(lines);
  }

  RefusedException(String line) {
    this(0, List.of(line));
  }

  public int status() {
    return status;
  }

  public List<String> lines() {
    return lines;
  }
}
