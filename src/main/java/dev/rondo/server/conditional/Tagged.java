package dev.rondo.server.conditional;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A handler of `GET` that answers one resource with an `ETag`. `PUT` and `DELETE` of the same path honour `If-Match`, for which the
/// handler is called once more; so it changes nothing that a user sees.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Tagged {
  /// Whether the resource has a version of its own. Its handlers then set the `ETag` and check `If-Match` themselves.
  boolean ownVersion() default false;
}
