package dev.rondo.server.maintenance;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// `DAMAGED` after a verification that found damaged rows. The service works on without them, so it stays ready.
@Component("storedDataHealthIndicator")
class StoredDataHealth implements HealthIndicator {
  private static final Status DAMAGED =
      new Status("DAMAGED", "see GET " + MaintenanceController.PATH + "/verification");

  private final Verifications verifications;

  StoredDataHealth(Verifications verifications) {
    this.verifications = verifications;
  }

  @Override
  public Health health() {
    long damaged = verifications.damaged();
    return damaged == 0
        ? Health.up().build()
        : Health.status(DAMAGED).withDetail("damagedRows", damaged).build();
  }
}
