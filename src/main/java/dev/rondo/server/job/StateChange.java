package dev.rondo.server.job;

import dev.rondo.server.web.Problem;
import org.jspecify.annotations.Nullable;

/// The data of a `state` event.
///
/// @param modelId id of the model of a training; null if there is none
record StateChange(
    JobState.Name state, int attempt, @Nullable String modelId, @Nullable Problem problem) {
  static StateChange of(String jobId, JobState state, int attempt) {
    String result = state.result();
    // The result of a backtest is its report, which has the id of the job.
    String modelId = jobId.equals(result) ? null : result;
    return new StateChange(state.name(), attempt, modelId, state.cause());
  }
}
