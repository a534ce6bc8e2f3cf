package dev.rondo.server.web;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.server.memory.Reservation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the rows of lists one by one, so that an unreadable row does not affect the others. Unreadable rows are counted, and each is
/// logged once.
@Component
public class StoredRows {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRows.class);

  /// Bytes of a byte of a document: its text, its tree while it is read, and what is made of it.
  private static final long BYTES_OF_A_BYTE = 8;

  private static final int MOST_TOLD = 10_000;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Counter met;

  StoredRows(MeterRegistry metrics) {
    met =
        Counter.builder("rondo.unreadable.rows")
            .description("Times that a stored row could not be read")
            .register(metrics);
  }

  /// Reads one row.
  public interface Reader<T> {
    T read() throws SQLException;
  }

  /// Returns the result of `item`, or the message of the [UnreadableDocumentException] that it throws.
  ///
  /// @param kind name of the kind for people, such as `dataset`
  public <T> Listed<T> read(String kind, String id, Reader<T> item) throws SQLException {
    try {
      return new Listed<>(id, item.read(), null);
    } catch (UnreadableDocumentException e) {
      tell(kind + " " + id, e);
      return new Listed<>(id, null, Objects.requireNonNull(e.getMessage()));
    }
  }

  /// Reserves memory for the documents of a page before they are read.
  ///
  /// @param length a query of the sum of their lengths; null for none
  public void reserve(Reservation memory, JdbcClient.StatementSpec length) {
    memory.grow(BYTES_OF_A_BYTE * length.query(Long.class).optional().orElse(0L));
  }

  /// Counts an unreadable row, and logs it the first time.
  ///
  /// @param where it was met
  public void tell(String where, UnreadableDocumentException e) {
    met.increment();
    if (told.size() < MOST_TOLD && told.add(where))
      LOG.error("cannot read a stored row, {}: {}", where, e.getMessage());
  }
}
