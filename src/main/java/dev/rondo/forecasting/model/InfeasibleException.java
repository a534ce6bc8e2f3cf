package dev.rondo.forecasting.model;

/// A well-formed request that the data do not allow.
public final class InfeasibleException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final Subject subject;

  public InfeasibleException(Subject subject, String detail) {
    super(detail);
    this.subject = subject;
  }

  public Subject subject() {
    return subject;
  }
}
