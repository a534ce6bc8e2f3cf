package dev.rondo.server.maintenance;

import dev.rondo.server.UnpooledDatabase;
import dev.rondo.server.maintenance.VerificationStore.Last;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Verifies all stored data in the background, when it is due or requested.
@Component
class Verifications {
  private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);

  private final DataSource database;
  private final VerificationStore store;
  private final VerificationSettings settings;
  private final Clock clock;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable VerificationReport latest;

  Verifications(
      JdbcConnectionDetails details,
      VerificationStore store,
      VerificationSettings settings,
      Clock clock,
      MeterRegistry metrics) {
    this.database = UnpooledDatabase.of(details);
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    Gauge.builder("rondo.damaged.rows", this::damaged)
        .description("Stored rows whose checksum did not match in the last verification")
        .register(metrics);
  }

  /// Damaged rows of the last verification that this replica knows of.
  long damaged() {
    VerificationReport report = latest;
    return report == null ? 0 : report.damaged();
  }

  VerificationDescription describe() {
    // Read first, so that a verification that does not run any more has its report.
    boolean runs = running.get();
    Last last = store.last();
    latest = last.report();
    return VerificationDescription.of(last, runs);
  }

  /// Starts a verification if it is due, and reads what other replicas found.
  void check() {
    try {
      Last last = store.last();
      latest = last.report();
      Instant started = last.startedAt();
      boolean due =
          !settings.every().isZero()
              && (started == null || !started.plus(settings.every()).isAfter(clock.instant()));
      if (due) start();
    } catch (DataAccessException e) {
      LOG.warn("cannot tell whether a verification is due: {}", e.getMessage());
    }
  }

  /// Starts a verification, unless one runs here.
  void start() {
    if (!running.compareAndSet(false, true)) return;
    boolean begun = false;
    try {
      begun = store.begin(clock.instant().truncatedTo(ChronoUnit.MILLIS), store.last().startedAt());
      if (begun) Thread.ofPlatform().daemon().name("verification").start(this::run);
    } finally {
      if (!begun) running.set(false);
    }
  }

  private void run() {
    try {
      VerificationReport report = Verification.run(database, clock, Progress.NONE);
      store.finish(report);
      latest = report;
      LOG.info(
          "verified {} rows with {} MB: {} are damaged",
          report.rows(),
          report.bytes() >> 20,
          report.damaged());
      for (DamagedRow row : report.damagedRows())
        LOG.error("table {}, row {}: {}", row.table(), row.key(), row.detail());
    } catch (SQLException | RuntimeException e) {
      LOG.warn("the verification of the stored data broke off: {}", e.getMessage());
    } finally {
      running.set(false);
    }
  }
}
