package dev.rondo.server.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of who may call the service.
///
/// @param authentication whether requests need a key
/// @param adminKey text of a key with the role admin, of the operator's choice
/// @param adminKeyFile file with such a text
/// @param openId what tokens of an OpenID provider mean
/// @param session time until a sign-in of the dashboard ends
/// @param requestsPerSecond requests that one caller may send in a second, and twice as many at once; 0 for any number
/// @param refusedCredentialsPerSecond unknown keys, tokens and sign-ins of one address that are looked up in a second, and five times
///     as many at once; 0 for any number
/// @param audit the audit log
@Validated
@ConfigurationProperties("rondo")
record AccessSettings(
    @DefaultValue("auto") Authentication authentication,
    @Nullable String adminKey,
    @Nullable Path adminKeyFile,
    @DefaultValue @Valid OpenId openId,
    @DefaultValue("12h") Duration session,
    @DefaultValue("500") @Min(0) int requestsPerSecond,
    @DefaultValue("20") @Min(0) int refusedCredentialsPerSecond,
    @DefaultValue Audit audit) {

  enum Authentication {
    /// Requests need a key unless the service listens on a loopback address.
    AUTO,
    REQUIRED,
    OFF
  }

  /// @param roleClaim claim with `reader`, `trainer` or `admin`; a path with dots reaches into objects
  /// @param projectClaim claim with the projects; `*` for all
  record OpenId(
      @DefaultValue("rondo_role") String roleClaim,
      @DefaultValue("rondo_projects") String projectClaim) {}

  /// @param age time after which an entry is deleted
  record Audit(@DefaultValue("90d") Duration age) {}
}
