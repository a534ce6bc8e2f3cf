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
  Duration KEPT = Duration.ofDays(1);

  /// Whether the handler keeps its answers itself, because what it does could not be read again. Otherwise it remembers in
  /// [Creations] what it creates.
  boolean ownAnswers() default false;
}
