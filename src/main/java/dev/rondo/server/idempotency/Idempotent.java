package dev.rondo.server.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;

/// A handler whose requests may have an `Idempotency-Key`. Other handlers refuse it.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {
  String HEADER = "Idempotency-Key";

  /// Time for which a key is remembered.
  Duration RETENTION = Duration.ofDays(1);

  /// Header of the answer to a repeated request.
  String REPLAYED = "Idempotency-Replayed";

  Repeated repeated() default Repeated.READ;

  /// How a repeated request is answered.
  enum Repeated {
    /// With the present state of what the first one created, as `GET` answers it. The handler remembers it in [Creations].
    READ,

    /// By the handler, because `GET` does not show all of the answer. It remembers in [Creations] what it creates, and asks
    /// [Creations#earlier] first.
    HANDLED,

    /// By the handler, which keeps its answers itself, because what it does could not be read again.
    KEPT
  }
}
