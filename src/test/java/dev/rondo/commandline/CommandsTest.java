package dev.rondo.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.commandline.result.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class CommandsTest {
  private static final List<String> DOCUMENTED =
      List.of(
          "serve",
          "forecast",
          "train",
          "predict",
          "backtest",
          "inspect",
          "generate",
          "export",
          "import",
          "completion");

  @TempDir Path folder;

  @Test
  void listsEveryCommandInItsHelp() {
    Run run = Run.of("--help");
    assertThat(run.exitCode()).isZero();
    for (String command : DOCUMENTED)
      assertThat(run.out()).containsPattern("(?m)^  " + command + " ");
    for (CommandLine command :
        Rondo.commandLine(Terminal.system(), List.of()).getSubcommands().values()) {
      Run help = Run.of(command.getCommandName(), "--help");
      assertThat(help.exitCode()).as(help.err()).isZero();
      assertThat(help.out()).startsWith("Usage: rondo " + command.getCommandName());
    }
    assertThat(Run.of("--version").out()).startsWith("rondo ");
  }

  @Test
  void suggestsACommandThatIsAlike() {
    Run run = Run.of("forcast", "x.csv");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("forecast");
    assertThat(Run.of().exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void completionIsAScriptOfBash() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not installed");
    Run run = Run.of("completion");
    assertThat(run.exitCode()).isZero();
    Path script = Files.writeString(folder.resolve("completion"), run.out());
    Process bash =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "bash -n \"$0\" && source \"$0\" && complete -p rondo && COMP_WORDS=(rondo fore) COMP_CWORD=1 && _complete_rondo && echo \"${COMPREPLY[@]}\"",
                script.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor()).as(said).isZero();
    assertThat(said.lines().toList().getLast()).isEqualTo("forecast");
  }

  @Test
  void inspectShowsWhatWasUnderstood() throws IOException {
    String table =
        "date;store;amount\n01.02.2026;a;1.200,5\n02.02.2026;a;1.300,0\n04.02.2026;a;\n01.02.2026;b;7,5\n02.02.2026;b;8,5\n";
    Run run = Run.with(table, false, "inspect", "-", "--time-zone", "Europe/Berlin", "--rows=2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("standard input: 2 series of 2 to 4 steps, frequency P1D")
        .contains("time zone Europe/Berlin")
        .containsPattern("(?m)^amount +target +2 +7.5 .* 1300")
        .containsPattern("(?m)^a +2026-02-01 +1200.5$")
        .contains("inferred");
    Run json = Run.with(table, false, "inspect", "-", "--json");
    JsonNode summary = Json.MAPPER.readTree(json.out());
    assertThat(summary.get("series").intValue()).isEqualTo(2);
    assertThat(summary.get("columns").get(0).get("column").get("role").stringValue())
        .isEqualTo("target");
    assertThat(summary.get("findings")).isNotEmpty();
  }

  @Test
  void backtestRanksCandidates() throws IOException {
    Run run =
        Run.with(
            Run.months(60),
            false,
            "backtest",
            "-",
            "--horizon=6",
            "--origins=2",
            "--candidates=naive,seasonal-naive,theta",
            "--levels=80");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("1 series, 2 origins, 6 steps ahead, ranked by mase")
        .containsPattern("(?m)^candidate +MASE +MAE +RMSE +sMAPE +80 % covers$")
        .containsPattern("(?m)^seasonal-naive( +[0-9.]+){4} +[0-9.-]+( %)?")
        .contains("has the lowest error");
    Run unknown = Run.with(Run.months(60), false, "backtest", "-", "--candidates=naive,magic");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("--candidates must be auto").contains("magic");
    Run many = Run.with(Run.months(60), false, "backtest", "-", "--horizon=50", "--origins=9");
    assertThat(many.exitCode()).isEqualTo(ExitCode.INFEASIBLE);
    assertThat(many.err()).contains("Ask for fewer origins");
  }

  @Test
  void generateWritesATableThatForecastReads() {
    Run run = Run.of("generate", "trend-season", "--series=2", "--steps=40", "--set", "noise=0.5");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("series,time,value")
        .contains("series-00001,2024-01-01T00:00:00Z,");
    assertThat(run.out().lines()).hasSize(81);
    assertThat(
            Run.of("generate", "trend-season", "--series=2", "--steps=40", "--set=noise=0.5").out())
        .isEqualTo(run.out());
    Run forecast = Run.with(run.out(), false, "forecast", "-", "--horizon=3", "--csv", "-q");
    assertThat(forecast.exitCode()).as(forecast.err()).isZero();
    assertThat(forecast.out().lines()).hasSize(7);

    Run kind = Run.of("generate", "waves");
    assertThat(kind.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(kind.err()).contains("sine-waves");
    Run member = Run.of("generate", "sine-waves", "--set", "nose=1");
    assertThat(member.err()).contains("'sine-waves' has no member 'nose'; it has series, steps");
    Run range = Run.of("generate", "sine-waves", "--steps=0");
    assertThat(range.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(range.err()).contains("steps must be between 1 and 10000000, was 0");
  }

  @Test
  void trainWritesAModelToAPipe() throws IOException {
    Run train =
        Run.with(
            Run.months(60), false, "train", "-", "--horizon=4", "--max-duration=20s", "-o", "-");
    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.err()).contains("Model for 4 steps");
    Path model = folder.resolve("model");
    Files.write(model, train.bytes());
    Run predict =
        Run.with(Run.months(72), false, "predict", model.toString(), "-", "--csv", "--quiet");
    assertThat(predict.exitCode()).as(predict.err()).isZero();
    assertThat(predict.out().lines().toList().get(1)).contains("2021-01-01T00:00:00Z");
  }
}
