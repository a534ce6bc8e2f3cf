package dev.rondo.forecasting.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Text that never ends is refused after a bounded part of it.
class ReadingBoundsTest {
  /// A text that is followed by endless repetitions of a pattern.
  private static final class Endless extends InputStream {
    private final byte[] first;
    private final byte[] pattern;
    private long read;

    Endless(String first, String pattern) {
      this.first = first.getBytes(StandardCharsets.UTF_8);
      this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      long at = read++;
      return at < first.length
          ? first[(int) at]
          : pattern[(int) ((at - first.length) % pattern.length)];
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "time,y#2026-01-01,1#2026-01-02,| 7 | 3 | 131072",
        "time,y#2026-01-01,1#2026-01-02,\"| text# | 3 | 131072",
        "time,y#2026-01-01,1#2026-01-02,1,| 12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890,| 3 | 8388608",
        "time,y#2026-01-01,1#2026-01-02,1,| 1,| 3 | 100000",
        "time,|column,| 1 | 100000",
        "|x| 1 | 131072"
      })
  void refusesWithLineAndBound(String first, String pattern, long line, String bound) {
    Endless text =
        new Endless(
            first == null ? "" : first.replace('#', '\n'), pattern.strip().replace('#', '\n'));
    assertThatThrownBy(() -> DatasetReader.csv(text, ReadingOptions.NONE))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            e -> {
              assertThat(e.faults().getFirst().line()).isEqualTo(line);
              assertThat(e.faults().getFirst().detail()).contains(bound);
            });
    assertThat(text.read).isLessThan(20_000_000);
  }

  /// A memory limit in bytes.
  private static ReadingMemory memory(long bytes) {
    return new ReadingMemory() {
      private long left = bytes;

      @Override
      public void reserve(long more) {
        left -= more;
        if (left < 0) throw new IllegalStateException("too much");
      }

      @Override
      public void release(long less) {
        left += less;
      }
    };
  }

  private static String grid() {
    StringBuilder text = new StringBuilder("time,y\n");
    for (int i = 0; i < 1000; i++) text.append(i < 999 ? i : 200_000).append(",1\n");
    return text.toString();
  }

  private static String keys() {
    StringBuilder text = new StringBuilder("shop,time,y\n");
    for (int i = 0; i < 10_000; i++)
      text.append("a-long-name-of-a-shop-").append(i).append(",1,1\n");
    return text.toString();
  }

  static Stream<String> tablesOfMuchMemory() {
    return Stream.of(grid(), keys());
  }

  @ParameterizedTest
  @MethodSource("tablesOfMuchMemory")
  void reservesMemoryForTheGridAndTheKeys(String text) {
    assertThatThrownBy(() -> Tables.read(text, ReadingOptions.NONE.within(memory(1_000_000))))
        .isInstanceOf(IllegalStateException.class);
    Tables.read(text, ReadingOptions.NONE.within(memory(10_000_000)));
  }

  @Test
  void givesTheMemoryOfRemarksBack() {
    StringBuilder text = new StringBuilder("time,remark,y\n");
    for (int i = 0; i < 210_000; i++) text.append(i).append(",remark ").append(i).append(",1\n");
    long[] held = new long[1];
    ReadingMemory counting =
        new ReadingMemory() {
          @Override
          public void reserve(long bytes) {
            held[0] += bytes;
          }

          @Override
          public void release(long bytes) {
            held[0] -= bytes;
          }
        };
    Tables.read(text.toString(), ReadingOptions.NONE.within(counting));
    assertThat(held[0]).isBetween(0L, 1000L);
  }
}
