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
  /// The attribute of a request whose `If-Match` names the version of a resource: the resource as it was when that was compared. A
  /// handler that locks the resource compares it again, because who sends no `If-Match` may change it between.
  String CHECKED = "dev.rondo.server.conditional.checked";

  /// Whether the resource has a version of its own. Its handlers then set the `ETag` and check `If-Match` themselves.
  boolean ownVersion() default false;
}
