package dev.rondo.server.identity;

import dev.rondo.server.web.ForbiddenException;
import dev.rondo.server.web.WritePermits;
import jakarta.servlet.http.HttpServletRequest;
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
    if (Permissions.rule(current).filter(AccessRules.Rule::stores).isEmpty())
      throw new IllegalStateException("the table of rules says that the operation stores nothing");
    if (!Caller.current().role().covers(AccessRole.TRAINER))
      throw new ForbiddenException(
          pointer,
          "a request that stores something needs the role trainer; without this member, it stores nothing");
  }
}
