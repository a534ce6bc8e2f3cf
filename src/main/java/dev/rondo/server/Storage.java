package dev.rondo.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The database: a file in the data directory, unless `spring.datasource.url` is set.
@Configuration(proxyBeanMethods = false)
class Storage {
  /// Enough bytes to detect a full disk.
  private static final int TRIAL_BYTES = 1 << 16;

  @Bean
  @ConditionalOnExpression("'${spring.datasource.url:}'.isEmpty()")
  FileDatabase fileDatabase(ServerSettings settings) {
    return FileDatabase.in(usable(settings.dataDirectory().toAbsolutePath().normalize()));
  }

  /// Creates the directory if it is missing, and tries to write to it; throws [DataDirectoryException].
  static Path usable(Path directory) {
    try {
      Files.createDirectories(directory);
      Path trial = Files.createTempFile(directory, "rondo", ".tmp");
      try {
        Files.write(trial, new byte[TRIAL_BYTES]);
      } finally {
        Files.deleteIfExists(trial);
      }
      return directory;
    } catch (FileAlreadyExistsException e) {
      throw new DataDirectoryException(directory, "it is a file", e);
    } catch (IOException e) {
      throw new DataDirectoryException(
          directory,
          e.getClass().getSimpleName() + ": " + Objects.requireNonNullElse(e.getMessage(), "?"),
          e);
    }
  }
}
