package dev.rondo.commandline.plot;

import dev.rondo.commandline.result.ForecastOutcome;
import dev.rondo.commandline.result.ForecastPicture;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A picture of forecasts, one panel below the other.
public final class ForecastPlot {
  private static final int MOST_PANELS = 12;
  private static final int WIDTH = 900;
  private static final int PANEL_HEIGHT = 300;

  private final ForecastOutcome outcome;

  private ForecastPlot(ForecastOutcome outcome) {
    this.outcome = outcome;
  }

  public static ForecastPlot of(ForecastOutcome outcome) {
    return new ForecastPlot(outcome);
  }

  /// Writes the picture; the stream stays open.
  ///
  /// @param format `svg` or `png`
  public void write(String format, OutputStream out) throws IOException {
    List<ForecastPicture> shown =
        outcome.pictures().subList(0, Math.min(MOST_PANELS, outcome.pictures().size()));
    int height = PANEL_HEIGHT * shown.size();
    Canvas canvas =
        format.equals("png")
            ? new ImageCanvas(WIDTH, height)
            : new SvgCanvas(WIDTH, height, "Forecasts of " + outcome.source());
    for (int p = 0; p < shown.size(); p++)
      new ForecastPanel(shown.get(p), outcome, canvas, WIDTH, p * PANEL_HEIGHT, PANEL_HEIGHT)
          .draw();
    canvas.write(out);
  }
}
