package dev.rondo.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArenaTest {
  @Test
  void countsTheBytesOfEveryKindOfArray() {
    long bytes =
        Arena.bytes(arena -> {
          arena.floats(3);
          arena.doubles(5);
          arena.ints(7);
          arena.longs(11);
        });
    assertThat(bytes).isEqualTo(3 * 4 + 5 * 8 + 7 * 4 + 11 * 8);
  }

  @Test
  void countsWhatNoArrayCouldHold() {
    assertThat(Arena.bytes(arena -> arena.floats(10_000_000_000L))).isEqualTo(40_000_000_000L);
    assertThatThrownBy(() -> Arena.heap().floats(10_000_000_000L))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void givesZerosOfTheHeap() {
    assertThat(Arena.heap().floats(2)).containsExactly(0, 0);
    assertThat(Arena.heap().ints(3)).containsExactly(0, 0, 0);
  }
}
