package dev.rondo.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every statement on a table whose rows belong to projects names the project, so that no store can forget it.
class ProjectStatementsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/rondo/server");

  /// A string literal with a statement, and what is appended to it on the same and the next line.
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\"[^\"\\n]*\\b(?:from|into|update|join) (?:dataset|job|model|alias|alias_change|retraining|retraining_run|stream|stream_series|stream_journal|published_forecast|creation)\\b[^\"\\n]*\"");

  /// Statements for work in the background on all projects, and those on rows that were found in the project before. Files of
  /// migrations and of the running of jobs have nothing else.
  private static final Set<String> OF_ALL =
      new TreeSet<>(
          List.of(
              "DatabaseHealth: select id from dataset where id = ''",
              "Appends: update dataset set fingerprint = ?, version = ?, description = ?, first_fingerprint = ?, changes = ? where id = ?",
              "Aliases: update alias_change set undone = true where id = ?",
              "Creations: delete from creation where created_at <= ?",
              "Retrainings: update retraining_run set decision = ? where id = ?",
              "Retrainings: select id from retraining_run where id = ?",
              "StreamStore: select count(*) from stream",
              "StreamStore: delete from stream where expires_at <= ?"));

  private static final Set<String> IN_THE_BACKGROUND =
      Set.of("Attempts", "JobChanges", "JobEvents", "Retention", "BlocksBySeries", "StreamTables");

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  @Test
  void everyStatementNamesTheProject() throws IOException {
    Set<String> without = new TreeSet<>();
    int found = 0;
    List<Path> files;
    try (Stream<Path> all = Files.walk(SOURCES)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    for (Path file : files) {
      if (IN_THE_BACKGROUND.contains(name(file))) continue;
      for (MatchResult match : STATEMENT.matcher(text(file)).results().toList()) {
        found++;
        String statement = match.group().substring(1, match.group().length() - 1);
        // The running of jobs changes jobs by their ids.
        boolean ofJob = name(file).equals("Jobs") && !statement.contains("project");
        // The condition is appended where the statement is used.
        boolean begun = !statement.contains(" where ") && statement.startsWith("select id, ");
        if (!statement.contains("project") && !ofJob && !begun)
          without.add(name(file) + ": " + statement);
      }
    }
    assertThat(found).isGreaterThan(40);
    without.removeAll(OF_ALL);
    assertThat(without)
        .as("statements that find rows of every project; add `project = ?` with Project.current()")
        .isEmpty();
  }
}
