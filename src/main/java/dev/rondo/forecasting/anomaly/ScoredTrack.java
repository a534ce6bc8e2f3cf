package dev.rondo.forecasting.anomaly;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The scored steps of one target of one series.
///
/// @param span number of the span in the request
/// @param target number of the column
/// @param steps in the order of time
public record ScoredTrack(int span, int target, List<ScoredStep> steps) {
  /// Number of observations with a score.
  public int scored() {
    return (int) steps.stream().filter(step -> !Double.isNaN(step.score())).count();
  }

  /// Number of observations that are anomalies.
  public int alarms() {
    return (int)
        steps.stream()
            .filter(step -> step.kind() != null && step.kind() != AnomalyKind.GAP)
            .count();
  }

  /// The anomalies, in the order of time. Neighbouring steps of a gap or of a level shift to one side are one anomaly.
  public List<Anomaly> anomalies() {
    List<Anomaly> anomalies = new ArrayList<>();
    @Nullable ScoredStep before = null;
    for (ScoredStep step : steps) {
      AnomalyKind kind = step.kind();
      if (kind != null) {
        if (before != null && continues(before, step)) {
          Anomaly open = anomalies.removeLast();
          anomalies.add(
              new Anomaly(kind, open.from(), step.step(), Math.max(open.score(), step.score())));
        } else {
          anomalies.add(new Anomaly(kind, step.step(), step.step(), step.score()));
        }
      }
      before = step;
    }
    return anomalies;
  }

  private static boolean continues(ScoredStep before, ScoredStep step) {
    return before.kind() == step.kind()
        && step.kind() != AnomalyKind.POINT
        && (step.kind() == AnomalyKind.GAP || before.side() == step.side());
  }
}
