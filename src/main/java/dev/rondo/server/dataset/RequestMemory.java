package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.ReadingMemory;
import dev.rondo.server.memory.Reservation;

/// The memory of a request for the reading of its upload.
record RequestMemory(Reservation reservation) implements ReadingMemory {
  @Override
  public void reserve(long bytes) {
    reservation.grow(bytes);
  }

  @Override
  public void release(long bytes) {
    reservation.shrink(bytes);
  }
}
