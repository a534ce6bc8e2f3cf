package dev.rondo.server.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final long MIB = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(10 * MIB);

  @Test
  void givesBackWhatIsClosed() {
    try (Reservation one = budget.reserve("one", 6 * MIB)) {
      one.grow(2 * MIB);
      assertThat(budget.reserved()).isEqualTo(8 * MIB);
      one.shrink(MIB);
      assertThat(budget.reserved()).isEqualTo(7 * MIB);
    }
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void tellsWhatNeverFitsFromWhatFitsLater() {
    try (Reservation one = budget.reserve("the upload", 6 * MIB)) {
      assertThatThrownBy(() -> budget.reserve("the forecast", 5 * MIB))
          .isInstanceOf(MemoryTakenException.class)
          .hasMessageContaining("the forecast needs 5 MiB")
          .hasMessageContaining("leave 4 MiB");
      assertThatThrownBy(() -> one.grow(5 * MIB))
          .isInstanceOf(BeyondMemoryException.class)
          .hasMessageContaining("11 MiB")
          .hasMessageContaining("10 MiB")
          .hasMessageContaining("-Xmx");
      assertThat(one.bytes()).isEqualTo(6 * MIB);
    }
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void lateOverflowsAreRefusedToo() {
    assertThatThrownBy(() -> budget.reserve("much", Long.MAX_VALUE))
        .isInstanceOf(BeyondMemoryException.class);
  }

  @Test
  void letsJobsWait() throws InterruptedException {
    Reservation first = budget.reserve("the first", 6 * MIB);
    Thread.ofVirtual().start(first::close);
    try (Reservation second = budget.await("the second", 6 * MIB, () -> false).orElseThrow()) {
      assertThat(budget.reserved()).isEqualTo(6 * MIB);
      assertThat(second.bytes()).isEqualTo(6 * MIB);
      AtomicBoolean asked = new AtomicBoolean();
      assertThat(budget.await("the third", 6 * MIB, () -> asked.getAndSet(true))).isEmpty();
      assertThatThrownBy(() -> budget.await("the fourth", 11 * MIB, () -> false))
          .isInstanceOf(BeyondMemoryException.class);
    }
  }

  @Test
  void leavesRoomForTheServiceInAnyHeap() {
    for (long heap : new long[] {64 * MIB, 128 * MIB, 256 * MIB, 1024 * MIB, 8192 * MIB})
      assertThat(MemoryBudget.of(heap, heap / 8)).isBetween(heap / 8, heap * 3 / 4);
  }
}
