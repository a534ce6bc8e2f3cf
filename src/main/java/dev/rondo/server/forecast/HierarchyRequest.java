package dev.rondo.server.forecast;

import dev.rondo.forecasting.hierarchy.ReconciliationMethod;
import dev.rondo.server.web.Fault;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request for forecasts of sums; the annotations describe the members.
record HierarchyRequest(
    @Schema(
            description =
                "static columns of each level, whose equal values make a group; `[]` is the sum of all series. Levels may cross",
            example = "[[], [\"region\"], [\"region\", \"shop\"]]")
        List<List<String>> levels,
    @Schema(description = "how the forecasts are made to add up; default: `minimum-trace`")
        @Nullable ReconciliationMethod method,
    @Schema(
            description =
                "what happens to series that end more than a horizon of the model before the others; default: the request is refused")
        @Nullable Ended ended) {
  private static final int MOST_LEVELS = 20;

  /// What happens to series that end early.
  enum Ended {
    REFUSE,
    LEAVE_OUT
  }

  ReconciliationMethod wanted() {
    return Objects.requireNonNullElse(method, ReconciliationMethod.MINIMUM_TRACE);
  }

  boolean leavesOut() {
    return ended == Ended.LEAVE_OUT;
  }

  /// Adds each fault of the request to `faults`.
  void check(PredictionRequest request, List<Fault> faults) {
    if (levels.isEmpty() || levels.size() > MOST_LEVELS)
      faults.add(
          Fault.at(
              "/hierarchy/levels",
              "must hold 1 to %d levels, such as [] and [\"region\"], were %d"
                  .formatted(MOST_LEVELS, levels.size())));
    Set<Set<String>> met = new HashSet<>();
    for (int i = 0; i < levels.size(); i++) {
      Set<String> names = new HashSet<>(levels.get(i));
      if (names.size() < levels.get(i).size())
        faults.add(Fault.at("/hierarchy/levels/" + i, "names a column twice"));
      else if (!met.add(names))
        faults.add(Fault.at("/hierarchy/levels/" + i, "the level occurs twice"));
    }
    refuse(request.keep(), "/keep", "forecasts of a hierarchy are not kept", faults);
    refuse(
        request.correct(), "/correct", "intervals of a hierarchy come from sample paths", faults);
    refuse(
        request.explain(), "/explain", "the effects of covariates on sums are not known", faults);
  }

  private static void refuse(
      @Nullable Boolean wish, String pointer, String reason, List<Fault> faults) {
    if (Objects.requireNonNullElse(wish, false))
      faults.add(Fault.at(pointer, reason + "; leave it out, or leave hierarchy out"));
  }
}
