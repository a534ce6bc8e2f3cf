package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Paging;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditLogTest {
  private static final Service SERVICE = Service.shared();

  /// Stores the first batch, but its answer is lost.
  private static final class LostAnswer extends JdbcTemplate {
    private boolean lost;

    LostAnswer(DataSource database) {
      super(database);
    }

    @Override
    public int[] batchUpdate(String sql, List<? extends @Nullable Object[]> rows) {
      int[] counts = super.batchUpdate(sql, rows);
      if (lost) return counts;
      lost = true;
      throw new DataAccessResourceFailureException("the connection is broken");
    }
  }

  @Test
  void entriesWhoseAnswerWasLostDoNotBlockLaterOnes() {
    AuditLog log =
        new AuditLog(
            SERVICE.bean(JdbcClient.class),
            new LostAnswer(SERVICE.bean(DataSource.class)),
            SERVICE.bean(AccessSettings.class),
            Clock.systemUTC(),
            SERVICE.bean(Ids.class),
            new SimpleMeterRegistry());
    Caller caller = Caller.ANYONE;
    log.add(caller, "audited", "POST", "/first", 201, "1");
    log.write();
    log.add(caller, "audited", "POST", "/second", 201, "2");
    log.write();
    assertThat(log.all(new Paging(10, null), "audited", null))
        .extracting(AuditEntry::path)
        .containsExactly("/second", "/first");
  }
}
