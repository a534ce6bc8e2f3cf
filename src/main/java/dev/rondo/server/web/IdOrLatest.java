package dev.rondo.server.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a path variable that is an id or [Ids#LATEST]. A request resolves it once and passes the result on, because the newest
/// resource may change during the request.
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(description = "id, or `latest` for the newest", example = Ids.LATEST)
public @interface IdOrLatest {}
