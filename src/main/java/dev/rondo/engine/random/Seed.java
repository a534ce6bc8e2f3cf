package dev.rondo.engine.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A seed, from which independent random streams are derived by hashing it with a purpose and a number.
///
/// All streams of `SplittableRandom` are parts of one long sequence: seeds that differ by a multiple of its increment give
/// the same numbers, shifted. Hashed seeds start at random places of that sequence, so two streams of a million numbers
/// overlap with a probability of about 1e-13.
public record Seed(long value) {
  /// The random stream of one purpose, such as the order of the windows in epoch `number`.
  public RandomGenerator generator(String purpose, long number) {
    return new SplittableRandom(hash(value, purpose, number));
  }

  /// An independent seed, such as that of member `number` of an ensemble.
  public Seed derive(String purpose, long number) {
    return new Seed(hash(value, purpose, number));
  }

  /// The value of [#derive] without allocating an object.
  public static long hash(long seed, String purpose, long number) {
    return mix(mix(mix(seed) + purpose.hashCode()) + number);
  }

  // The finaliser of SplitMix64 (Steele, Lea and Flood 2014) with the constants of Stafford's mixer
  // 13. It maps 0 to 0; the addition avoids that.
  private static long mix(long value) {
    long x = value + 0x632BE59BD9B4E019L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
