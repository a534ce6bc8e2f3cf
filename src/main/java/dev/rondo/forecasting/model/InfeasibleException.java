package dev.rondo.forecasting.model;

/// A well-formed request that the data do not allow.
public final class InfeasibleException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String pointer;

  /// @param pointer JSON pointer into the request, such as `/window/lookback`
  public InfeasibleException(String pointer, String detail) {
    super(detail);
    this.pointer = pointer;
  }

  public String pointer() {
    return pointer;
  }
}
