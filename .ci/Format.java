import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// Formats the Java sources below the given folders with google-java-format, or checks that they are formatted.
/// Run by the build on the toolchain's JDK, because the formatter reads only the Java its own JDK knows.
///
/// Arguments: `check` or `apply`, then folders. `check` lists the files that differ and exits with 1.
void main(String[] arguments) throws IOException {
  List<String> command = new ArrayList<>();
  command.addAll(
      arguments[0].equals("apply")
          ? List.of("--replace")
          : List.of("--dry-run", "--set-exit-if-changed"));
  // Comments and long strings keep the line breaks of their author.
  command.addAll(List.of("--skip-javadoc-formatting", "--skip-reflowing-long-strings"));
  for (int i = 1; i < arguments.length; i++) {
    Path folder = Path.of(arguments[i]);
    if (!Files.isDirectory(folder)) {
      continue;
    }
    try (var files = Files.walk(folder)) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".java"))
          .sorted()
          .forEach(command::add);
    }
  }
  int exit =
      ToolProvider.findFirst("google-java-format")
          .orElseThrow()
          .run(System.out, System.err, command.toArray(String[]::new));
  if (exit != 0) {
    System.err.println(
        "Not formatted: the files listed above. To format them: "
            + "./mvnw -q validate dependency:copy@formatter exec:exec@format");
  }
  System.exit(exit);
}
