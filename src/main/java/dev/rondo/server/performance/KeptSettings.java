package dev.rondo.server.performance;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of kept forecasts.
///
/// @param most largest number of forecasts of a model; the oldest ones give way to new ones
/// @param age time after which a forecast is deleted
/// @param refresh time between two updates of the metrics and warnings of watched models
@Validated
@ConfigurationProperties("rondo.kept-forecasts")
record KeptSettings(
    @DefaultValue("100000") @Min(1) int most,
    @DefaultValue("730d") Duration age,
    @DefaultValue("5m") Duration refresh) {}
