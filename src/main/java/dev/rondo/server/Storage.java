package dev.rondo.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The database: a file under the data directory, unless `spring.datasource.url` names another.
@Configuration(proxyBeanMethods = false)
class Storage {
  /// @param url of the file database
  record FileDatabase(String url) implements JdbcConnectionDetails {
    @Override
    public String getUsername() {
      return "sa";
    }

    @Override
    public String getPassword() {
      return "";
    }

    @Override
    public String getJdbcUrl() {
      return url;
    }
  }

  @Bean
  @ConditionalOnExpression("'${spring.datasource.url:}'.isEmpty()")
  JdbcConnectionDetails fileDatabase(ServerSettings settings) throws IOException {
    return fileDatabase(Files.createDirectories(settings.dataDirectory().toAbsolutePath()));
  }

  /// The database file in a directory.
  static FileDatabase fileDatabase(Path directory) {
    // What was acknowledged survives a kill: no delayed writes; and Spring closes the database, not
    // a hook of its own.
    String options =
        ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    return new FileDatabase("jdbc:h2:file:" + directory.resolve("rondo") + options);
  }
}
