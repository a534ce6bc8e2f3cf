package dev.rondo.server.maintenance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the verification of all stored data.
///
/// @param every time between two verifications; 0 for none but those on request
@ConfigurationProperties("rondo.verification")
record VerificationSettings(@DefaultValue("7d") Duration every) {}
