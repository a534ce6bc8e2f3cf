package dev.rondo.server.job;

import org.jspecify.annotations.Nullable;

/// One run of a job. Every write about a running job names its attempt, and changes nothing if the job belongs to another attempt.
///
/// @param number counted from 1; an orderly stop of the service gives its number back, so only number and owner together
///     identify an attempt
/// @param owner run of the service that started it; null in rows of versions that did not store it
record Attempt(String jobId, int number, @Nullable String owner) {}
