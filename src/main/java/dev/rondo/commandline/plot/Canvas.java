package dev.rondo.commandline.plot;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;

/// Draws shapes in pixels from the upper left corner.
interface Canvas {
  /// Which point of a text is at its place.
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /// A line through points; points that are not finite interrupt it.
  void line(double[] x, double[] y, Color color, double width);

  /// The area between two lines, without points that are not finite.
  void band(double[] x, double[] lower, double[] upper, Color color);

  /// @param y of the base line
  void text(double x, double y, String text, Anchor anchor, int size, Color color);

  /// Writes the picture; the stream stays open.
  void write(OutputStream out) throws IOException;
}
