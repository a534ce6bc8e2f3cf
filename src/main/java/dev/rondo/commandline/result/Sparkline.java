package dev.rondo.commandline.result;

import java.util.Arrays;

/// Numbers as a line of blocks of eight heights; a missing value is a blank.
public final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String BOUNDARY = "│";

  private Sparkline() {}

  /// The end of the past, a bar, and the forecast, on one scale of values and of time.
  ///
  /// @param width largest number of blocks
  public static String of(double[] past, double[] forecast, int width) {
    double[] after = means(forecast, width / 2);
    int perBlock = after.length == 0 ? 1 : Math.ceilDiv(forecast.length, after.length);
    int blocks = Math.min(past.length / perBlock, width - after.length);
    double[] before =
        means(Arrays.copyOfRange(past, past.length - blocks * perBlock, past.length), blocks);
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (double[] part : new double[][] {before, after})
      for (double value : part) {
        if (!Double.isFinite(value)) continue;
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
    return blocks(before, lowest, highest) + BOUNDARY + blocks(after, lowest, highest);
  }

  private static double[] means(double[] values, int blocks) {
    double[] means = new double[Math.min(blocks, values.length)];
    for (int b = 0; b < means.length; b++) {
      int from = (int) ((long) b * values.length / means.length);
      int to = (int) ((b + 1L) * values.length / means.length);
      means[b] =
          Arrays.stream(values, from, to).filter(Double::isFinite).average().orElse(Double.NaN);
    }
    return means;
  }

  private static String blocks(double[] values, double lowest, double highest) {
    StringBuilder line = new StringBuilder();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        line.append(' ');
        continue;
      }
      double height = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5;
      line.append(BLOCKS.charAt((int) Math.min(BLOCKS.length() - 1, height * BLOCKS.length())));
    }
    return line.toString();
  }
}
