/// Backup and restoration of the whole database, the move to another one, and the check of what is stored. All follow the tables
/// that the database has, so that they need no change for new tables.
@NullMarked
package dev.rondo.server.maintenance;

import org.jspecify.annotations.NullMarked;
