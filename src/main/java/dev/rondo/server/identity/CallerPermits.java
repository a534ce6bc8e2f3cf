package dev.rondo.server.identity;

import dev.rondo.server.web.RequestPermits;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/// A caller gets answers until its key or sign-in is revoked or expires.
@Component
class CallerPermits implements RequestPermits {
  @Override
  public BooleanSupplier current() {
    return Caller.permit();
  }
}
