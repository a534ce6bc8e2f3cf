package dev.rondo.server;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/// Whether replicas of this service may use the same database: on PostgreSQL they may, on H2 they may not.
@Component
public final class SharedDatabase {
  private final boolean shared;

  SharedDatabase(JdbcConnectionDetails details) {
    this.shared = details.getJdbcUrl().startsWith("jdbc:postgresql:");
  }

  public boolean isShared() {
    return shared;
  }
}
