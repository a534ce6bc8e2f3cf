package dev.rondo.server.retraining;

import dev.rondo.forecasting.document.DocumentFormat;

/// The request of a run, as it is stored with its job.
///
/// @param policy the policy when the run was started
public record RetrainingOrder(String alias, RetrainingPolicy policy) {
  public static final DocumentFormat<RetrainingOrder> DOCUMENT =
      DocumentFormat.of("order of the retraining", RetrainingOrder.class);
}
