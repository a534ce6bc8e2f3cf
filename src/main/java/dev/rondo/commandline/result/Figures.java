package dev.rondo.commandline.result;

import java.util.Locale;

/// Numbers with as many decimals as the usual change of a series has digits to tell: three digits of it.
///
/// @param decimals number of decimals; negative for none with very large numbers
public record Figures(int decimals) {
  private static final int DIGITS_OF_A_CHANGE = 3;
  private static final int MOST_DECIMALS = 9;

  /// The decimals for values of which NaN is missing.
  public static Figures of(double[] values) {
    double sum = 0;
    int changes = 0;
    double size = 0;
    double before = Double.NaN;
    for (double value : values) {
      if (!Double.isFinite(value)) continue;
      size = Math.max(size, Math.abs(value));
      if (!Double.isNaN(before) && value != before) {
        sum += Math.abs(value - before);
        changes++;
      }
      before = value;
    }
    double scale = changes > 0 ? sum / changes : size;
    if (!(scale > 0) || Double.isInfinite(scale)) return new Figures(1);
    int decimals = DIGITS_OF_A_CHANGE - 1 - (int) Math.floor(Math.log10(scale));
    return new Figures(Math.clamp(decimals, 0, MOST_DECIMALS));
  }

  /// A number; `-` if it is not finite.
  public String text(double value) {
    if (!Double.isFinite(value)) return "-";
    if (Math.abs(value) >= 1e15) return String.format(Locale.ROOT, "%.6g", value);
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean zero = text.chars().allMatch(c -> c == '-' || c == '0' || c == '.');
    return zero && text.startsWith("-") ? text.substring(1) : text;
  }

  /// A share as percent, such as `12 %`, or `0.3 %` where it is small.
  public static String percent(double share) {
    double percent = 100 * share;
    return String.format(Locale.ROOT, Math.abs(percent) < 1 ? "%.1f %%" : "%.0f %%", percent);
  }

  /// A level in percent without needless decimals, such as `80` or `99.5`.
  public static String level(double level) {
    return level == Math.rint(level) ? Long.toString((long) level) : Double.toString(level);
  }
}
