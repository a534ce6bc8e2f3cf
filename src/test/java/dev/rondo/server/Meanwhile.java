package dev.rondo.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What another request or replica changes while a request waits for it.
public final class Meanwhile {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Meanwhile() {}

  /// Makes a change in a transaction that ends when the requests wait for it or have ended, and returns what they answer. Each request
  /// begins when those before wait or have ended.
  ///
  /// @param change a statement with one parameter
  /// @param waiting pattern of the statement of a request that waits for the change
  public static <T> List<T> during(
      Service service,
      String change,
      String parameter,
      String waiting,
      List<? extends Callable<T>> requests)
      throws Exception {
    try (Connection other = service.bean(DataSource.class).getConnection();
        PreparedStatement statement = other.prepareStatement(change);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      other.setAutoCommit(false);
      statement.setString(1, parameter);
      statement.executeUpdate();
      List<Future<T>> answers = new ArrayList<>();
      for (Callable<T> request : requests) {
        answers.add(threads.submit(request));
        await(service, waiting, answers);
      }
      other.commit();
      other.setAutoCommit(true);
      List<T> got = new ArrayList<>();
      for (Future<T> each : answers) got.add(each.get(3, TimeUnit.MINUTES));
      return got;
    }
  }

  private static <T> void await(Service service, String waiting, List<Future<T>> answers)
      throws InterruptedException {
    Instant end = Instant.now().plus(LONGEST);
    while (answers.stream().filter(answer -> !answer.isDone()).count()
        > waiting(service, waiting)) {
      if (Instant.now().isAfter(end))
        throw new AssertionError("no request waits with a statement like " + waiting);
      Thread.sleep(10);
    }
  }

  /// As [#during(Service, String, String, String, List)], of one request.
  public static <T> T during(
      Service service, String change, String parameter, String waiting, Callable<T> request)
      throws Exception {
    return during(service, change, parameter, waiting, List.of(request)).getFirst();
  }

  /// Number of sessions that execute a statement, which H2 shows with its parameters.
  private static int waiting(Service service, String pattern) {
    String sessions =
        service.bean(SharedDatabase.class).isShared()
            ? "pg_stat_activity where wait_event_type = 'Lock' and query like ?"
            : "information_schema.sessions where executing_statement like ?";
    return service
        .bean(JdbcClient.class)
        .sql("select count(*) from " + sessions)
        .param(pattern)
        .query(Integer.class)
        .single();
  }
}
