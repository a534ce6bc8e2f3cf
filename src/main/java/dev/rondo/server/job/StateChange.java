package dev.rondo.server.job;

import dev.rondo.server.web.Problem;
import org.jspecify.annotations.Nullable;

/// The data of a `state` event.
record StateChange(
    JobState.Name state, int attempt, @Nullable String modelId, @Nullable Problem problem) {
  static StateChange of(JobState state, int attempt) {
    return new StateChange(state.name(), attempt, state.result(), state.cause());
  }
}
