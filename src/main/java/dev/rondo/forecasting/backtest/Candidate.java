package dev.rondo.forecasting.backtest;

import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.EnsembleRequest;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.holiday.HolidayRegion;
import dev.rondo.forecasting.member.LocalMember;
import dev.rondo.forecasting.member.LocalMembers;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a backtest compares.
public sealed interface Candidate {
  /// Name in the leaderboard, unless several candidates have it.
  String label();

  /// Whether it must be fitted on the values before an origin.
  default boolean needsFit() {
    return switch (this) {
      case Auto _, Network _ -> true;
      case Baseline _, StoredModel _ -> false;
    };
  }

  /// Number of fits in a backtest.
  default int fits(Refit refit, int origins) {
    if (!needsFit()) return 0;
    return refit == Refit.ONCE ? 1 : origins;
  }

  /// The automatic training.
  ///
  /// @param maxDuration longest duration of one fit
  /// @param season steps of the season; null to find it in the data
  /// @param seed of all random numbers
  /// @param ensemble its members and their weights; null to choose them from the data
  /// @param holidays whose public holidays may have an effect; null for none
  record Auto(
      Duration maxDuration,
      @Nullable Integer season,
      long seed,
      @Nullable EnsembleRequest ensemble,
      @Nullable HolidayRegion holidays)
      implements Candidate {
    /// The longest duration of one fit if none is given.
    public static final Duration USUAL_DURATION = Duration.ofSeconds(20);

    public Auto {
      if (season != null && (season < 1 || season > 100_000))
        throw new IllegalArgumentException("season must be between 1 and 100000, was " + season);
      AutoRequest.requireDuration(maxDuration);
    }

    @Override
    public String label() {
      return ensemble == null ? "auto" : "ensemble";
    }

    /// The request of an automatic training.
    public AutoRequest request(int horizon) {
      return new AutoRequest(horizon, maxDuration, season, seed, ensemble, holidays);
    }
  }

  /// A method that forecasts each series from its own past.
  ///
  /// @param name one of [LocalMembers]
  record Baseline(String name) implements Candidate {
    public Baseline {
      if (LocalMembers.find(name).isEmpty())
        throw new IllegalArgumentException(
            "name must be one of %s, was '%s'"
                .formatted(
                    LocalMembers.all().stream()
                        .map(LocalMember::name)
                        .collect(Collectors.joining(", ")),
                    name));
    }

    @Override
    public String label() {
      return name;
    }

    LocalMember member() {
      return LocalMembers.find(name).orElseThrow();
    }
  }

  /// A network whose parts are chosen by hand; the components are those of [ModelSpec].
  record Network(
      long seed,
      WindowSpec window,
      Split split,
      Scaler scaler,
      NetworkSpec network,
      TrainingSpec training,
      EvaluationSpec evaluation)
      implements Candidate {
    /// A network with these choices.
    public static Network of(ModelSpec spec) {
      return new Network(
          spec.seed(),
          spec.window(),
          spec.split(),
          spec.scaler(),
          spec.network(),
          spec.training(),
          spec.evaluation());
    }

    @Override
    public String label() {
      return "network";
    }

    /// The choices as those of a model.
    public ModelSpec spec() {
      return new ModelSpec(seed, window, split, scaler, network, training, evaluation);
    }
  }

  /// A trained model, which is never fitted again; it may have been trained on the values that it forecasts here.
  record StoredModel(String id) implements Candidate {
    @Override
    public String label() {
      return "model-" + id;
    }
  }
}
