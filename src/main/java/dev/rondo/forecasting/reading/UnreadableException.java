package dev.rondo.forecasting.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An upload cannot be read without ambiguity; nothing of it is stored.
public final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Fault> faults;

  /// @param line 1-based line of the upload, null when the fault has none
  /// @param column 1-based column, null when the fault concerns the whole line
  /// @param detail what is wrong and what would be right
  public record Fault(@Nullable Long line, @Nullable Integer column, String detail) {}

  public UnreadableException(List<Fault> faults) {
    super(faults.getFirst().detail());
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
