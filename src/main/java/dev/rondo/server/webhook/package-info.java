/// Tells other services that a job has ended or that a model drifts, by signed requests.
@NullMarked
package dev.rondo.server.webhook;

import org.jspecify.annotations.NullMarked;
