/// Traces and metrics over OpenTelemetry.
@NullMarked
package dev.rondo.server.telemetry;

import org.jspecify.annotations.NullMarked;
