package dev.rondo.forecasting.reading.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumberParserTest {
  private final NumberParser point = new NumberParser();
  private final NumberParser comma = new NumberParser();
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void printedFloatsHaveTheBitsOfTheJdk() {
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) sameBits(Double.toString(value));
      sameBits(Double.toString(random.nextDouble(-1000, 1000)));
      sameBits(Float.toString((float) random.nextDouble(-1e6, 1e6)));
    }
  }

  /// Numbers whose digits or power of ten are at the limit up to which a single division rounds correctly.
  @Test
  void decimalsHaveTheBitsOfTheJdk() {
    for (int i = 0; i < 200_000; i++) {
      String digits = Long.toString(random.nextLong(1L << random.nextInt(1, 63)));
      int places = random.nextInt(0, 26);
      String padded = "0".repeat(Math.max(0, places + 1 - digits.length())) + digits;
      int whole = padded.length() - places;
      sameBits(
          (i % 2 == 0 ? "-" : "") + padded.substring(0, whole) + "." + padded.substring(whole));
    }
    for (long digits = (1L << 53) - 3; digits < (1L << 53) + 4; digits++) {
      for (String tail : new String[] {"", ".", ".0", ".5", "e-22", "e22", "E+23"})
        sameBits(digits + tail);
    }
  }

  @Test
  void minimaAndMaximaHaveTheBitsOfTheJdk() {
    for (String text :
        new String[] {
          "4.9e-324",
          "2.4703282292062327e-324",
          "2.4703282292062328e-324",
          "2.2250738585072011e-308",
          "1.7976931348623157e308",
          "9007199254740993",
          "9007199254740992.5",
          "-0",
          "-0.0",
          "0e5",
          "1e-400",
          "0.000000000000000000000000000000000000000000000000000000000001",
          "123456789012345678901234567890"
        }) sameBits(text);
    assertThat(NumberParser.isBad(parse(point, "1e309"))).isTrue();
  }

  private void sameBits(String text) {
    long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
    assertThat(Double.doubleToRawLongBits(parse(point, text))).as(text).isEqualTo(expected);
    String other = text.replace('.', ',').toLowerCase(Locale.ROOT);
    assertThat(Double.doubleToRawLongBits(parse(comma, other))).as(other).isEqualTo(expected);
  }

  private static double parse(NumberParser parser, String text) {
    return parser.parse(text.toCharArray(), 0, text.length());
  }
}
