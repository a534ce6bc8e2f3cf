package dev.rondo.server.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a path variable that holds an id, or [Ids#LATEST]. It is resolved once in a request, and what was found is
/// passed on, since the newest may be another one a moment later.
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(description = "id, or `latest` for the newest", example = Ids.LATEST)
public @interface IdOrLatest {}
