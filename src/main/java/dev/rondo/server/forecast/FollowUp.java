package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import java.util.ArrayList;
import java.util.List;

/// What happens to the forecasts of a request before they are answered.
interface FollowUp {
  /// Nothing.
  FollowUp NONE = new FollowUp() {};

  /// Levels of intervals that it needs, in percent.
  default List<Double> levels() {
    return List.of();
  }

  /// Whether all forecasts are made before the answer begins.
  default boolean atOnce() {
    return false;
  }

  /// Receives each forecast; returns the one to answer.
  ///
  /// @param target number of the target
  default Forecast of(History history, int target, Forecast made) {
    return made;
  }

  /// Called after the last forecast if all are made at once.
  default void end() {}

  /// Warnings about the forecasts, after [#end].
  default List<String> warnings() {
    return List.of();
  }

  /// This one and then another one, which receives what this one returns.
  default FollowUp then(FollowUp next) {
    FollowUp first = this;
    return new FollowUp() {
      @Override
      public List<Double> levels() {
        List<Double> levels = new ArrayList<>(first.levels());
        levels.addAll(next.levels());
        return levels;
      }

      @Override
      public boolean atOnce() {
        return first.atOnce() || next.atOnce();
      }

      @Override
      public Forecast of(History history, int target, Forecast made) {
        return next.of(history, target, first.of(history, target, made));
      }

      @Override
      public void end() {
        first.end();
        next.end();
      }

      @Override
      public List<String> warnings() {
        List<String> warnings = new ArrayList<>(first.warnings());
        warnings.addAll(next.warnings());
        return warnings;
      }
    };
  }
}
