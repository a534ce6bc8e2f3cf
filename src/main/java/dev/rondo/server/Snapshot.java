package dev.rondo.server;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads with several statements from one state of the database, so that what a transaction changes together is seen together.
@Component
public final class Snapshot {
  private final TransactionTemplate reading;

  Snapshot(TransactionTemplate transaction, SharedDatabase database) {
    reading = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
    // The weaker level of H2 takes the state of each table when the table is first read.
    reading.setIsolationLevel(
        database.isShared()
            ? TransactionDefinition.ISOLATION_REPEATABLE_READ
            : TransactionDefinition.ISOLATION_SERIALIZABLE);
    reading.setReadOnly(true);
  }

  /// The result of `statements`, which must not write. Throws [IllegalStateException] within a transaction, whose level may be weaker.
  public <T extends @Nullable Object> T read(Supplier<T> statements) {
    if (TransactionSynchronizationManager.isActualTransactionActive())
      throw new IllegalStateException("a snapshot cannot begin within a transaction");
    return reading.execute(_ -> statements.get());
  }
}
