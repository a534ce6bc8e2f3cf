package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/// Forecasts the hold-out with all members, those that are fitted to every case last. When the time is over, the members that
/// have not finished are left out, except the baselines.
///
/// @param over whether the time is over
record HoldOutRun(RollingHoldOut holdOut, AutoProgress progress, BooleanSupplier over) {
  /// Cases that a network or a baseline forecasts between two looks at the time.
  private static final int CHUNK = 256;

  /// Cases of a method that is fitted to each of them.
  private static final int SLOW_CHUNK = 8;

  /// The members that have finished, in their order.
  ///
  /// @param fitted the members as they were fitted without the hold-out
  List<HeldOut> forecast(Workers workers, List<Member> members, List<Fitted> fitted) {
    List<Callable<Optional<MemberForecasts>>> tasks = new ArrayList<>();
    int[][] ranges = new int[members.size()][];
    for (boolean slow : new boolean[] {false, true}) {
      for (int m = 0; m < ranges.length; m++) {
        if (members.get(m).isSlow() != slow) continue;
        int from = tasks.size();
        addTasks(tasks, m, members.get(m), fitted.get(m));
        ranges[m] = new int[] {from, tasks.size()};
      }
    }
    List<Optional<MemberForecasts>> parts = workers.all(tasks);
    List<HeldOut> all = new ArrayList<>();
    for (int m = 0; m < ranges.length; m++) {
      List<Optional<MemberForecasts>> own = parts.subList(ranges[m][0], ranges[m][1]);
      if (own.stream().anyMatch(Optional::isEmpty)) continue;
      List<MemberForecasts> complete = own.stream().map(Optional::orElseThrow).toList();
      all.add(new HeldOut(members.get(m), fitted.get(m), MemberForecasts.join(complete)));
    }
    return all;
  }

  private void addTasks(
      List<Callable<Optional<MemberForecasts>>> tasks, int number, Member member, Fitted fitted) {
    List<TrackPast> cases = holdOut.cases();
    int chunk = member.isSlow() ? SLOW_CHUNK : CHUNK;
    for (int from = 0; from < cases.size(); from += chunk) {
      // Only what takes long is kept.
      Optional<String> name =
          member.isSlow()
              ? Optional.of("held-out-%d-%d".formatted(number, from))
              : Optional.empty();
      List<TrackPast> part = cases.subList(from, Math.min(cases.size(), from + chunk));
      tasks.add(() -> {
        progress.stage("forecasting the hold-out", 0.47);
        // Those of an earlier attempt count whatever the time is.
        Optional<MemberForecasts> kept = name.flatMap(this::find);
        if (kept.isPresent()) return kept;
        if (!member.isBaseline() && over.getAsBoolean()) return Optional.empty();
        MemberForecasts made = fitted.forecast(part, holdOut.horizon());
        name.ifPresent(own -> progress.checkpoints().keep(own, made.bytes()));
        return Optional.of(made);
      });
    }
  }

  private Optional<MemberForecasts> find(String name) {
    return progress.checkpoints().find(name).map(MemberForecasts::read);
  }
}
