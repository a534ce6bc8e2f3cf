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
    List<String> all = new ArrayList<>(List.of(more));
    all.add("spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"));
    all.add("spring.datasource.username=postgres");
    return all.toArray(String[]::new);
  }
}
