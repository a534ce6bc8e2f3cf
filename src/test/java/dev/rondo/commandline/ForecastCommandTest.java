package dev.rondo.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.commandline.result.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ForecastCommandTest {
  private static final int MONTHS = 60;

  @TempDir Path folder;
  private String file = "";

  @BeforeEach
  void writeTable() throws IOException {
    file = Files.writeString(folder.resolve("sales.csv"), Run.months(MONTHS)).toString();
  }

  @Test
  void printsATableWithIntervalsAndALineOfBlocks() {
    Run run = Run.of("forecast", file, "--horizon", "6");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("sales: 60 steps of P1M to 2019-12-01, times in UTC")
        .containsPattern("[▁▂▃▄▅▆▇█]{20,}│[▁▂▃▄▅▆▇█]{6}\\R")
        .containsPattern("(?m)^time +forecast +80 % from +to +95 % from +to$")
        .containsPattern("(?m)^2020-01-01( +\\d+\\.\\d\\d?){5}$")
        .containsPattern("(?m)^2020-06-01( +\\d+\\.\\d\\d?){5}$")
        .doesNotContain("2020-07-01")
        .contains("On held-out values the error is");
    assertThat(run.err()).contains("  0 %  fitting").doesNotContain("\r");
  }

  @Test
  void readsStandardInputAndWritesCsv() {
    Run run = Run.with(Run.months(MONTHS), false, "forecast", "-", "--horizon=2", "--csv", "-q");
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("seriesId,target,step,timestamp,mean,lower80,upper80,lower95,upper95");
    assertThat(lines.get(2)).matches("series-1,,2,2020-02-01T00:00:00Z(,[0-9.]+){5}");
    assertThat(lines).hasSize(3);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void writesFilesAndAModelThatPredictsTheSame() throws IOException {
    Path csv = folder.resolve("out.csv");
    Path svg = folder.resolve("out.svg");
    Path png = folder.resolve("out.png");
    Path model = folder.resolve("sales.rondo");
    Run run =
        Run.of(
            "forecast",
            file,
            "--horizon=6",
            "-q",
            "-o",
            csv.toString(),
            "--plot",
            svg.toString(),
            "--save",
            model.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(svg))
        .startsWith("<svg")
        .contains("<path", "80 %", ">2020-0", ">sales<")
        .endsWith("</svg>\n");

    Run predicted = Run.of("predict", model.toString(), file, "--csv", "--plot", png.toString());
    assertThat(predicted.exitCode()).as(predicted.err()).isZero();
    assertThat(predicted.out()).isEqualTo(Files.readString(csv));
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1800);
    try (var files = Files.list(folder)) {
      assertThat(files.filter(path -> path.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  @Test
  void writesJson() {
    Run run = Run.of("forecast", file, "--horizon=3", "--json", "--levels=50,90", "--seed=7");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = Json.MAPPER.readTree(run.out());
    JsonNode forecast = json.get("forecasts").get(0);
    assertThat(forecast.get("timestamps").get(2).stringValue()).isEqualTo("2020-03-01T00:00:00Z");
    assertThat(forecast.get("mean")).hasSize(3);
    assertThat(forecast.get("intervals").get(1).get("level").doubleValue()).isEqualTo(90);
    assertThat(json.get("evaluation").get("bestBaseline").isString()).isTrue();
    assertThat(json.get("timeZone").stringValue()).isEqualTo("UTC");
  }

  @Test
  void drawsOneLineOnATerminalAndErasesIt() {
    Run run = Run.with(Run.months(MONTHS), true, "forecast", "-", "--horizon=2", "--csv");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("\r\033[K░").contains("0 %", "fitting");
    assertThat(run.err().substring(run.err().lastIndexOf("\r\033[K")))
        .doesNotContain("░")
        .doesNotContain("█");
  }

  @Test
  void namesLineAndColumnOfWhatCannotBeRead() throws IOException {
    String broken = Run.months(MONTHS).replaceFirst("2015-03,[0-9.]+", "2015-03,many");
    Files.writeString(folder.resolve("broken.csv"), broken);
    Run run = Run.of("forecast", folder.resolve("broken.csv").toString(), "--targets", "sales");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("rondo: broken.csv, line 4, column 2: ")
        .contains("many")
        .doesNotContain("Exception");
  }

  @Test
  void tellsWrongArgumentsApart() {
    Run missing = Run.of("forecast", folder.resolve("none.csv").toString());
    assertThat(missing.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(missing.err()).contains("none.csv: there is no such file");

    Run horizon = Run.of("forecast", file, "--horizon", "0");
    assertThat(horizon.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(horizon.err()).contains("--horizon must be between 1 and 10000, was 0");

    Run option = Run.of("forecast", file, "--horizont", "3");
    assertThat(option.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(option.err()).contains("--horizont").contains("rondo forecast --help");

    Run duration = Run.of("forecast", file, "--max-duration", "soon");
    assertThat(duration.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(duration.err()).contains("must be a duration such as 30s");

    Run plot = Run.of("forecast", file, "--plot", "picture.pdf");
    assertThat(plot.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(plot.err()).contains("--plot must end with .svg or .png");

    Run holidays = Run.of("forecast", file, "--holidays", "XX");
    assertThat(holidays.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(holidays.err()).contains("--holidays: country must be one of");

    Run column = Run.of("forecast", file, "--targets", "turnover");
    assertThat(column.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(column.err()).contains("turnover").contains("sales");

    Run series = Run.of("forecast", file, "--horizon=2", "-q", "--series", "other");
    assertThat(series.exitCode()).isEqualTo(ExitCode.INFEASIBLE);
    assertThat(series.err()).contains("the dataset has no series 'other'");
  }

  @Test
  void asksForAModelFile() {
    Run run = Run.of("predict", file, file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains("this is not a model file");
  }
}
