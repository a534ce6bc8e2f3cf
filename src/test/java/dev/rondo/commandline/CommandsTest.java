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
      List.of("serve", "forecast", "train", "predict", "inspect", "completion");

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
