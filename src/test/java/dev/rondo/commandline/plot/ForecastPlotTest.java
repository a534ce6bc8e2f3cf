package dev.rondo.commandline.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.commandline.result.ForecastOutcome;
import dev.rondo.commandline.result.ForecastPicture;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.series.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ForecastPlotTest {
  private static final double NAN = Double.NaN;

  private static ForecastOutcome outcome(double[] past, double[] mean, String... series) {
    List<ForecastPicture> pictures = new ArrayList<>();
    for (String id : series) {
      Forecast forecast =
          new Forecast(
              id,
              "y",
              List.of("2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"),
              new long[] {1, 2},
              mean,
              mean,
              List.of(new Interval(80, new double[] {1, 2}, new double[] {3, NAN})),
              List.of(),
              null,
              null,
              List.of(),
              2);
      TimeAxis axis = new TimeAxis(Frequency.parse("P1D"), ZoneId.of("UTC"));
      pictures.add(new ForecastPicture(forecast, past, new Timeline(axis, 0)));
    }
    return new ForecastOutcome(
        "a.csv", "P1D", "UTC", 1, List.of(80.0), pictures, List.of(), List.of(), null);
  }

  private static byte[] plot(ForecastOutcome outcome, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ForecastPlot.of(outcome).write(format, out);
    return out.toByteArray();
  }

  @Test
  void svgIsWellFormedWhateverTheNames() throws Exception {
    ForecastOutcome outcome =
        outcome(new double[] {1, NAN, 3}, new double[] {2, 2.5}, "<a & \"b\">", "c\u0007");
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(plot(outcome, "svg")));
    assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("<a & \"b\">");
    assertThat(svg.getDocumentElement().getAttribute("height")).isEqualTo("600");
  }

  @Test
  void emptyConstantAndHugeSeriesAreDrawn() throws IOException {
    for (double[] past :
        List.of(
            new double[0], new double[] {5}, new double[] {NAN, NAN}, new double[] {-1e300, 1e300}))
      for (String format : List.of("svg", "png"))
        assertThat(plot(outcome(past, new double[] {5, 5}, "a"), format)).hasSizeGreaterThan(500);
    byte[] none = plot(outcome(new double[0], new double[] {NAN, NAN}, "a"), "png");
    assertThat(ImageIO.read(new ByteArrayInputStream(none)).getHeight()).isEqualTo(600);
  }
}
