package dev.rondo.server.job;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of the retraining of models.
///
/// @param check time between two looks for runs that are due
/// @param runs number of runs of an alias that are kept
@Validated
@ConfigurationProperties("rondo.retraining")
record RetrainingSettings(
    @DefaultValue("30s") Duration check, @DefaultValue("500") @Min(10) int runs) {}
