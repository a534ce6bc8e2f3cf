package dev.rondo.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/// What another request or replica changes while a request waits for it.
public final class Meanwhile {
  /// Shorter than the time after which H2 gives up waiting for a row.
  private static final long MILLIS = 500;

  private Meanwhile() {}

  /// Makes a change in a transaction that ends after the requests have begun, and returns what they answer.
  ///
  /// @param change a statement with one parameter
  public static <T> List<T> during(
      Service service, String change, String parameter, List<? extends Callable<T>> requests)
      throws Exception {
    try (Connection other = service.bean(DataSource.class).getConnection();
        PreparedStatement statement = other.prepareStatement(change);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      other.setAutoCommit(false);
      statement.setString(1, parameter);
      statement.executeUpdate();
      List<Future<T>> answers = requests.stream().map(threads::submit).toList();
      Thread.sleep(MILLIS);
      other.commit();
      other.setAutoCommit(true);
      List<T> got = new ArrayList<>();
      for (Future<T> each : answers) got.add(each.get(30, TimeUnit.SECONDS));
      return got;
    }
  }

  /// As [#during(Service, String, String, List)], of one request.
  public static <T> T during(Service service, String change, String parameter, Callable<T> request)
      throws Exception {
    return during(service, change, parameter, List.of(request)).getFirst();
  }
}
