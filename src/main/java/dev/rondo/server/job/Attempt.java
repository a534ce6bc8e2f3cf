package dev.rondo.server.job;

import org.jspecify.annotations.Nullable;

/// One start of a job. Every write about a running job names the attempt that makes it, and changes nothing once the job
/// belongs to another attempt.
///
/// @param number counted from 1; a service that is stopped in order gives its number back, so only number and owner together
///     name an attempt
/// @param owner run of the service that started it; null for those of versions that did not write it down
record Attempt(String jobId, int number, @Nullable String owner) {}
