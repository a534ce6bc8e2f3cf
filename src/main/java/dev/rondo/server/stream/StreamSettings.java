package dev.rondo.server.stream;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of streams.
///
/// @param most largest number of streams
/// @param series largest number of series of a stream
/// @param heartbeat time between two heartbeats on an event stream
@Validated
@ConfigurationProperties("rondo.streams")
record StreamSettings(
    @DefaultValue("20000") @Min(1) int most,
    @DefaultValue("10000") @Min(1) int series,
    @DefaultValue("15s") Duration heartbeat) {}
