package dev.rondo.server.job;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.Queries;

/// The statements of db-scheduler that H2 and PostgreSQL both understand: rows that another replica takes at the moment are
/// skipped.
final class QueueStatements extends DefaultJdbcCustomization {
  QueueStatements() {
    super(false);
  }

  @Override
  public String getName() {
    return "H2 and PostgreSQL";
  }

  @Override
  public String getQueryLimitPart(int limit) {
    return Queries.postgresSqlLimitPart(limit);
  }

  @Override
  public boolean supportsGenericLockAndFetch() {
    return true;
  }

  @Override
  public String createGenericSelectForUpdateQuery(
      String tableName, int limit, String requiredAndCondition, boolean orderByPriority) {
    return Queries.selectForUpdate(
        tableName,
        Queries.ansiSqlOrderPart(orderByPriority),
        getQueryLimitPart(limit),
        requiredAndCondition,
        null,
        null,
        " for update skip locked");
  }
}
