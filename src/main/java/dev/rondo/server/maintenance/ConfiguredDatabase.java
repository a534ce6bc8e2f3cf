package dev.rondo.server.maintenance;

import dev.rondo.server.FileDatabase;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The database that the properties of the service name, without a service.
///
/// @param file null if another database is configured
/// @param connections outside of any pool
/// @param name of the database in messages
public record ConfiguredDatabase(@Nullable FileDatabase file, DataSource connections, String name) {
  /// Reads the same properties as the service: options, environment variables and configuration files.
  ///
  /// @param options such as `--rondo.data-directory=/srv/rondo`
  public static ConfiguredDatabase read(String... options) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(options));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return of(environment);
  }

  private static ConfiguredDatabase of(Environment environment) {
    String url = environment.getProperty("spring.datasource.url", "");
    if (!url.isEmpty())
      return at(
          url,
          environment.getProperty("spring.datasource.username", ""),
          environment.getProperty("spring.datasource.password", ""));
    FileDatabase file =
        FileDatabase.in(Path.of(environment.getProperty("rondo.data-directory", "data")));
    return new ConfiguredDatabase(file, file.dataSource(), file.file().toString());
  }

  /// A database that is not configured.
  public static ConfiguredDatabase at(String url, String user, String password) {
    return new ConfiguredDatabase(
        null, new DriverManagerDataSource(url, user, password), url.replaceFirst("[;?].*", ""));
  }

  /// Throws [BackupException] if the database is a file that does not exist, which a connection would create.
  public DataSource existing() {
    if (file != null && !file.exists())
      throw new BackupException("there is no database " + file.file());
    return connections;
  }
}
