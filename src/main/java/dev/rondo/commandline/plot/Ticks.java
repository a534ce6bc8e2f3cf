package dev.rondo.commandline.plot;

import dev.rondo.commandline.result.Figures;
import java.util.stream.DoubleStream;

/// Round values on an axis.
///
/// @param step distance of two values: 1, 2 or 5 times a power of ten
record Ticks(double first, double step, int count) {
  /// @param most largest number of values, about
  static Ticks of(double lowest, double highest, int most) {
    double rough = (highest - lowest) / most;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
    double first = Math.ceil(lowest / step - 1e-9) * step;
    return new Ticks(first, step, (int) Math.floor((highest - first) / step + 1e-9) + 1);
  }

  double[] values() {
    return DoubleStream.iterate(0, i -> i + 1).limit(count).map(i -> first + i * step).toArray();
  }

  String text(double value) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return new Figures(Math.min(decimals, 12)).text(value);
  }
}
