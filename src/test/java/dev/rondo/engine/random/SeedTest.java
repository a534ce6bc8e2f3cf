package dev.rondo.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedTest {
  /// The constant that `SplittableRandom` adds to its state for each number.
  private static final long INCREMENT = 0x9E3779B97F4A7C15L;

  @Test
  void streamsOfNeighbouringSeedsPurposesAndNumbersShareNothing() {
    Set<Long> seen = new HashSet<>();
    int drawn = 0;
    for (long seed : new long[] {0, 1, 2, -1, INCREMENT, INCREMENT << 1, 42}) {
      for (String purpose : List.of("initial weights", "window order", "member")) {
        for (long number : new long[] {0, 1, 2, 3, 1000, INCREMENT}) {
          RandomGenerator generator = new Seed(seed).generator(purpose, number);
          for (int i = 0; i < 1000; i++, drawn++) seen.add(generator.nextLong());
        }
      }
    }
    assertThat(seen).hasSize(drawn);
  }

  @Test
  void derivedSeedsHaveStreamsOfTheirOwn() {
    Seed seed = new Seed(7);
    Set<Long> seen = new HashSet<>();
    for (int member = 0; member < 100; member++) {
      for (int epoch = 0; epoch < 100; epoch++)
        seen.add(seed.derive("member", member).generator("window order", epoch).nextLong());
    }
    assertThat(seen).hasSize(100 * 100);
    assertThat(seed.derive("member", 3)).isEqualTo(new Seed(7).derive("member", 3));
  }

  @Test
  void everyBitOfSeedAndNumberMovesHalfOfTheResult() {
    for (int bit = 0; bit < 64; bit++) {
      int bySeed = 0;
      int byNumber = 0;
      for (long i = 0; i < 1000; i++) {
        long here = Seed.hash(i, "dropout", i);
        bySeed += Long.bitCount(here ^ Seed.hash(i ^ 1L << bit, "dropout", i));
        byNumber += Long.bitCount(here ^ Seed.hash(i, "dropout", i ^ 1L << bit));
      }
      assertThat(bySeed / 1000.0).isBetween(30.5, 33.5);
      assertThat(byNumber / 1000.0).isBetween(30.5, 33.5);
    }
  }
}
