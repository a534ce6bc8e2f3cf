package dev.rondo.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A PostgreSQL server for the tests of a class, with a database for each of them: a server takes longer to start than a database to
/// create.
public final class PostgresDatabases implements AutoCloseable {
  private final EmbeddedPostgres server;
  private int created;

  public PostgresDatabases() throws IOException {
    server = EmbeddedPostgres.start();
  }

  /// One of the databases.
  public record Database(EmbeddedPostgres server, String name) {
    public DataSource source() {
      return sessions("");
    }

    /// Begins sessions with a name.
    DataSource sessions(String session) {
      return new DriverManagerDataSource(
          server.getJdbcUrl("postgres", name) + "&ApplicationName=" + session,
          "postgres",
          "postgres");
    }

    /// The settings of a service whose tables are in it.
    ///
    /// @param more settings of the test
    public String[] settings(String... more) {
      return OnPostgres.inDatabase(server, name, more);
    }
  }

  /// An empty database.
  public Database create() {
    return create("template1");
  }

  /// A database with the contents of another one, which nobody uses at the moment.
  public Database copy(Database original) {
    return create(original.name);
  }

  private Database create(String template) {
    String name = "test_" + ++created;
    JdbcClient.create(server.getPostgresDatabase())
        .sql("create database " + name + " template " + template)
        .update();
    return new Database(server, name);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
