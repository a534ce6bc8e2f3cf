package dev.rondo.commandline.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/// Draws as PNG, with twice as many pixels in each direction as the shapes have.
final class ImageCanvas implements Canvas {
  private static final int SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  ImageCanvas(int width, int height) {
    System.setProperty("java.awt.headless", "true");
    image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SCALE, SCALE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
  }

  @Override
  public void line(double[] x, double[] y, Color color, double width) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (int i = 0; i < x.length; i++) {
      boolean finite = Double.isFinite(y[i]);
      if (finite && drawing) path.lineTo(x[i], y[i]);
      else if (finite) path.moveTo(x[i], y[i]);
      drawing = finite;
    }
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  @Override
  public void band(double[] x, double[] lower, double[] upper, Color color) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < x.length; i++) add(path, x[i], upper[i], lower[i]);
    for (int i = x.length - 1; i >= 0; i--) add(path, x[i], lower[i], upper[i]);
    if (path.getCurrentPoint() == null) return;
    path.closePath();
    graphics.setColor(color);
    graphics.fill(path);
  }

  private static void add(Path2D path, double x, double y, double other) {
    if (!Double.isFinite(y) || !Double.isFinite(other)) return;
    if (path.getCurrentPoint() == null) path.moveTo(x, y);
    else path.lineTo(x, y);
  }

  @Override
  public void text(double x, double y, String text, Anchor anchor, int size, Color color) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    graphics.setColor(color);
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    double shift =
        switch (anchor) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    graphics.drawString(text, (float) (x - shift), (float) y);
  }

  @Override
  public void write(OutputStream out) throws IOException {
    graphics.dispose();
    ImageIO.write(image, "png", out);
  }
}
