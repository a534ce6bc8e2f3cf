package dev.rondo.forecasting.auto;

import java.util.List;
import java.util.stream.Collectors;

/// A requested ensemble that the data do not allow.
public final class UnmetRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Unmet> unmet;

  /// @param path names of components from the [EnsembleRequest] on, and places in lists; empty for the whole
  /// @param detail what is wrong there and what would be right
  public record Unmet(List<String> path, String detail) {}

  /// @param unmet at least one
  UnmetRequestException(List<Unmet> unmet) {
    super(unmet.stream().map(Unmet::detail).collect(Collectors.joining(" ")));
    this.unmet = List.copyOf(unmet);
  }

  static UnmetRequestException noMember() {
    return new UnmetRequestException(
        List.of(
            new Unmet(
                List.of(),
                "No member is left to forecast with: the data allow none of those that are chosen automatically. Ask for a method such as naive.")));
  }

  public List<Unmet> unmet() {
    return unmet;
  }
}
