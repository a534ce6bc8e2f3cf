package dev.rondo.commandline.plot;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Draws as SVG.
final class SvgCanvas implements Canvas {
  private final StringBuilder svg = new StringBuilder();

  /// @param title for readers who do not see the picture
  SvgCanvas(int width, int height, String title) {
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" role=\"img\">%n<title>%3$s</title>%n<rect width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>%n"
            .formatted(width, height, escaped(title)));
  }

  @Override
  public void line(double[] x, double[] y, Color color, double width) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < x.length; i++) {
      boolean finite = Double.isFinite(y[i]);
      if (finite) path.append(drawing ? 'L' : 'M').append(point(x[i], y[i]));
      drawing = finite;
    }
    svg.append(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>%n"
            .formatted(path, hex(color), number(width)));
  }

  @Override
  public void band(double[] x, double[] lower, double[] upper, Color color) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < x.length; i++)
      if (finite(lower[i], upper[i]))
        path.append(path.isEmpty() ? 'M' : 'L').append(point(x[i], upper[i]));
    for (int i = x.length - 1; i >= 0; i--)
      if (finite(lower[i], upper[i])) path.append('L').append(point(x[i], lower[i]));
    if (path.isEmpty()) return;
    svg.append(
        "<path d=\"%sZ\" fill=\"%s\" fill-opacity=\"%s\"/>%n"
            .formatted(path, hex(color), number(color.getAlpha() / 255.0)));
  }

  @Override
  public void text(double x, double y, String text, Anchor anchor, int size, Color color) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>%n"
            .formatted(
                number(x),
                number(y),
                size,
                hex(color),
                anchor.name().toLowerCase(Locale.ROOT),
                escaped(text)));
  }

  @Override
  public void write(OutputStream out) throws IOException {
    out.write((svg + "</svg>\n").getBytes(StandardCharsets.UTF_8));
  }

  private static boolean finite(double lower, double upper) {
    return Double.isFinite(lower) && Double.isFinite(upper);
  }

  private static String point(double x, double y) {
    return number(x) + " " + number(y) + " ";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private static String hex(Color color) {
    return "#%06x".formatted(color.getRGB() & 0xffffff);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            default -> escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
          }
        });
    return escaped.toString();
  }
}
