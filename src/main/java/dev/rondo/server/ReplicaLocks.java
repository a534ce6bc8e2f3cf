package dev.rondo.server;

import java.sql.SQLException;

/// Locks of which one of the replicas on a database has each. The database knows the replicas only: two threads of a service must not
/// ask for one key at the same time.
public interface ReplicaLocks {
  /// Tries to take a lock until [#unlock], or until the replica or its connection ends. On H2 there are no other replicas, so it
  /// succeeds. Fails while the connection is being replaced.
  boolean tryLock(int key) throws SQLException;

  /// Gives back what [#tryLock] took; returns whether it was held until now.
  boolean unlock(int key) throws SQLException;
}
