package dev.rondo.server;

/// The database cannot be used as it is, and an operator can change that.
abstract class UnusableDatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remedy;

  /// @param remedy what the operator can do
  UnusableDatabaseException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  final String remedy() {
    return remedy;
  }
}
