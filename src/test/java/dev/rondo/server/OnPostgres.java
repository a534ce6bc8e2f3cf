package dev.rondo.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;

/// Services whose tables are on PostgreSQL.
public final class OnPostgres {
  private OnPostgres() {}

  /// The settings of a service.
  ///
  /// @param more settings of the test
  public static String[] settings(EmbeddedPostgres postgres, String... more) {
    return inDatabase(postgres, "postgres", more);
  }

  /// The settings of a service whose tables are in a database of this name.
  public static String[] inDatabase(EmbeddedPostgres postgres, String database, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("spring.datasource.url=" + postgres.getJdbcUrl("postgres", database));
    all.add("spring.datasource.username=postgres");
    return all.toArray(String[]::new);
  }
}
