package dev.rondo.server.overload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the refusals under overload.
///
/// @param delay time that forecasts wait for a processor above which further ones are refused, if it lasts; zero turns the refusals off
@ConfigurationProperties("rondo.shedding")
record OverloadSettings(@DefaultValue("250ms") Duration delay) {}
