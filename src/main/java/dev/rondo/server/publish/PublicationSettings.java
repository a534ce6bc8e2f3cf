package dev.rondo.server.publish;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of published forecasts.
///
/// @param most largest number of published forecasts
/// @param series largest number of series of one
@Validated
@ConfigurationProperties("rondo.published-forecasts")
record PublicationSettings(
    @DefaultValue("100") @Min(1) int most, @DefaultValue("10000") @Min(1) int series) {}
