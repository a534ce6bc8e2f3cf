package dev.rondo.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/// The versions of the schema of a database, outside of a running service.
public final class Migrations {
  private static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  /// Creates or updates the tables.
  ///
  /// @param version of the schema; null for the newest one. If this program does not know the version, the one before it
  public static void migrate(DataSource database, @Nullable String version) {
    FluentConfiguration configuration = configuration(database);
    if (version != null) configuration.target(version + "?");
    configuration.load().migrate();
  }

  /// The present version of the schema; null if the database has no tables of the application.
  public static @Nullable String version(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
      if (!tables.next()) return null;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select \"version\" from %s where \"success\" and \"version\" is not null order by \"installed_rank\" desc"
                    .formatted(HISTORY))) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static FluentConfiguration configuration(DataSource database) {
    var candidates = new ClassPathScanningCandidateComponentProvider(false);
    candidates.addIncludeFilter(new AssignableTypeFilter(JavaMigration.class));
    JavaMigration[] inJava =
        candidates.findCandidateComponents(Migrations.class.getPackageName()).stream()
            .map(found ->
                ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
            .map(type -> (JavaMigration) BeanUtils.instantiateClass(type))
            .toArray(JavaMigration[]::new);
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .javaMigrations(inJava);
  }
}
