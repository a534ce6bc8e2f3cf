package dev.rondo.server.conditional;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A handler of `POST` that changes a [Tagged] resource of another path, and honours `If-Match` for it. Other handlers of `POST` refuse
/// that header, unless they have it as an argument.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ChangesTagged {
  /// The pattern of the path of the resource. Its variables are among those of the handler's own path.
  String value();
}
