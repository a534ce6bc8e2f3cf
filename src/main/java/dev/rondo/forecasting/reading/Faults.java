package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.UnreadableException.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the reasons to refuse an upload, so that all are reported together.
final class Faults {
  static final int MOST = 100;

  private final List<Fault> faults = new ArrayList<>();

  void add(@Nullable Long line, @Nullable Integer column, String detail) {
    if (!full()) faults.add(new Fault(line, column, detail));
  }

  void addAll(List<Fault> more) {
    for (Fault fault : more) add(fault.line(), fault.column(), fault.detail());
  }

  boolean full() {
    return faults.size() >= MOST;
  }

  void throwIfAny() {
    if (faults.isEmpty()) return;
    faults.sort(
        Comparator.comparing(Fault::line, Comparator.nullsFirst(Comparator.naturalOrder())));
    throw new UnreadableException(faults);
  }

  static UnreadableException refusal(String detail) {
    return refusal(null, null, detail);
  }

  static UnreadableException refusal(@Nullable Long line, @Nullable Integer column, String detail) {
    return new UnreadableException(List.of(new Fault(line, column, detail)));
  }
}
