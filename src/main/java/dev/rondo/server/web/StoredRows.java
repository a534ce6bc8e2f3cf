package dev.rondo.server.web;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Reads the rows of lists one by one, so that one that cannot be read leaves the others as they are. Each of those is
/// logged once.
@Component
public class StoredRows {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRows.class);
  private static final int MOST_TOLD = 10_000;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /// Reads one row.
  public interface Reader<T> {
    T read() throws SQLException;
  }

  /// Takes what `item` gives, or the message of the [UnreadableDocumentException] that it throws.
  ///
  /// @param kind what a person calls it, such as `dataset`
  public <T> Listed<T> read(String kind, String id, Reader<T> item) throws SQLException {
    try {
      return new Listed<>(id, item.read(), null);
    } catch (UnreadableDocumentException e) {
      if (told.size() < MOST_TOLD && told.add(id))
        LOG.error("cannot read {} {}, leaving it out: {}", kind, id, e.getMessage());
      return new Listed<>(id, null, Objects.requireNonNull(e.getMessage()));
    }
  }
}
