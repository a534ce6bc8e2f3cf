package dev.rondo.server;

import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Connections outside of the pool, for work that keeps one for a long time.
public final class UnpooledDatabase {
  private UnpooledDatabase() {}

  public static DataSource of(JdbcConnectionDetails details) {
    DriverManagerDataSource database = new DriverManagerDataSource(details.getJdbcUrl());
    if (details.getUsername() != null) database.setUsername(details.getUsername());
    if (details.getPassword() != null) database.setPassword(details.getPassword());
    return database;
  }
}
