package dev.rondo.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A body that callers without a key may send, which therefore has a smaller limit than others.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MostBytes {
  int value();
}
