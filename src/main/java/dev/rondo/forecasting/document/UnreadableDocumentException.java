package dev.rondo.forecasting.document;

/// A stored document that this version cannot read. The message names its kind and the reason.
public final class UnreadableDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnreadableDocumentException(String message) {
    super(message);
  }

  public UnreadableDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
