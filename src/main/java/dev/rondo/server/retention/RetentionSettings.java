package dev.rondo.server.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long things are kept after their end; 0 means for ever.
///
/// @param jobs ended jobs of which no model and no run of a retraining is left
/// @param events events of progress and epochs of ended jobs
@ConfigurationProperties("rondo.retention")
record RetentionSettings(@DefaultValue("0") Duration jobs, @DefaultValue("30d") Duration events) {}
