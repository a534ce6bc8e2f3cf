package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;

/// The choices of a plan while it is made.
final class Decisions {
  /// The reason of what the request says.
  static final String REQUESTED = "requested";

  private final List<Decision> made = new ArrayList<>();

  void add(String decision, Object value, String why) {
    made.add(new Decision(decision, value.toString(), why));
  }

  /// In the order in which they were made.
  List<Decision> made() {
    return List.copyOf(made);
  }
}
