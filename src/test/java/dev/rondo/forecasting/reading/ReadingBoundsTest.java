package dev.rondo.forecasting.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Text that never ends is refused after a bounded part of it.
class ReadingBoundsTest {
  /// A text, then the same pattern again and again.
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
}
