package dev.rondo.server.identity;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.web.ForbiddenException;
import dev.rondo.server.web.WritePermits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Asks the table of [AccessRules] whether the caller of a request may store something with it. Such requests are in the audit log.
@Component
class CallerWrites implements WritePermits {
  private final HttpServletRequest current;

  /// @param current stands for the request that the calling thread answers
  CallerWrites(HttpServletRequest current) {
    this.current = current;
  }

  @Override
  public void require(String pointer) {
    current.setAttribute(AuditFilter.WRITES, true);
    AccessRole needed =
        Objects.requireNonNull(
            Permissions.rule(current).orElseThrow().storing(), "a role in the table of rules");
    if (!Caller.current().role().covers(needed))
      throw new ForbiddenException(
          pointer,
          "a request that stores something needs the role %s; without this member, it stores nothing"
              .formatted(JsonTypes.kebab(needed.name())));
  }
}
