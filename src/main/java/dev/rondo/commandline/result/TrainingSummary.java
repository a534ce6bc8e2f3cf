package dev.rondo.commandline.result;

import dev.rondo.forecasting.auto.AutoResult.MemberScore;
import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.model.Method;
import dev.rondo.forecasting.model.Model;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a training chose, and how good its model is.
///
/// @param source table that it was trained on
/// @param model where the model is: a file, or an id of a service
/// @param members those with a weight, the heaviest first
/// @param evaluation errors in the hold-out; null if there was none
public record TrainingSummary(
    String source,
    String model,
    int horizon,
    List<Decision> plan,
    List<MemberScore> members,
    List<String> warnings,
    Evaluation.@Nullable Part evaluation) {
  public static TrainingSummary of(String source, String model, Model.Description description) {
    List<Decision> plan = List.of();
    List<MemberScore> members = List.of();
    if (description.method() instanceof Method.TrainedEnsemble ensemble) {
      plan = ensemble.plan();
      members = weighted(ensemble.members());
    }
    Evaluation evaluation = description.evaluation();
    return new TrainingSummary(
        source,
        model,
        description.method().horizon(),
        plan,
        members,
        evaluation.warnings(),
        evaluation.test() == null ? evaluation.validation() : evaluation.test());
  }

  /// The members with a weight, the heaviest first.
  public static List<MemberScore> weighted(List<MemberScore> all) {
    List<MemberScore> used = new ArrayList<>(all);
    used.removeIf(member -> member.weight() == 0);
    used.sort(Comparator.comparingDouble(MemberScore::weight).reversed());
    return used;
  }

  /// Prints sentences for people.
  public void print(PrintStream out) {
    int width = plan.stream().mapToInt(one -> one.decision().length()).max().orElse(0);
    String indent = " ".repeat(width + 2);
    for (Decision one : plan) {
      out.println(one.decision() + indent.substring(one.decision().length()) + one.value());
      out.println(indent + one.why());
    }
    if (!members.isEmpty()) out.println();
    for (MemberScore member : members)
      out.println(String.format(Locale.ROOT, "%3.0f %%  %s", 100 * member.weight(), member.name()));
    out.println();
    if (evaluation != null) out.println(ForecastTable.verdict(evaluation));
    out.printf("Model for %d steps: %s%n", horizon, model);
  }

  public void writeJson(PrintStream out) {
    Json.write(this, out);
  }
}
