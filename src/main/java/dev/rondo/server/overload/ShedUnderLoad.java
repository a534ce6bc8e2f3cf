package dev.rondo.server.overload;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A handler whose requests are refused with 503 while the service has more requests than it can answer in time. It stands on what
/// computes forecasts; health, cancel and the rest are always answered.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ShedUnderLoad {}
