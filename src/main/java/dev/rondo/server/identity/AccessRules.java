package dev.rondo.server.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Who may call what. This table is the only place that says it; a path that is not in it does not exist for callers.
public final class AccessRules {
  /// `open` needs no key. `reader`, `trainer` and `admin` are the least roles. `everywhere` is a reader that sees all projects, because
  /// the answer has something of each; an admin sees them anyway. `stores` marks an operation that stores something if its body asks
  /// for it, which needs the role trainer. `always` marks what is answered however many requests the caller sends; if it
  /// is also open, the keys of its requests are not looked at.
  private static final String TABLE =
      """
      GET    /                                                        open
      GET    /index.html                                              open
      GET    /rondo.svg                                               open
      GET    /favicon.ico                                             open
      GET    /app/**                                                  open
      GET    /vendor/**                                               open
      GET    /samples/**                                              open
      GET    /docs                                                    open
      GET    /docs/search                                             open
      GET    /docs/**                                                 open
      GET    /swagger-ui.html                                         open
      GET    /swagger-ui/**                                           open
      GET    /v3/api-docs                                             open
      GET    /v3/api-docs/**                                          open
      GET    /v3/api-docs.yaml                                        open
      GET    /problems                                                open
      GET    /problems/{name}                                         open

      GET    /actuator                                                reader
      GET    /actuator/health                                         open        always
      GET    /actuator/health/**                                      open        always
      GET    /actuator/info                                           reader
      GET    /actuator/prometheus                                     everywhere
      GET    /actuator/sbom                                           reader
      GET    /actuator/sbom/**                                        reader

      GET    /api/v1/session                                          open
      POST   /api/v1/session                                          open
      DELETE /api/v1/session                                          open
      PUT    /api/v1/session/project                                  reader
      GET    /api/v1/projects                                         reader
      POST   /api/v1/projects                                         admin
      DELETE /api/v1/projects/{project}                               admin
      GET    /api/v1/keys                                             admin
      POST   /api/v1/keys                                             admin
      GET    /api/v1/keys/{id}                                        admin
      DELETE /api/v1/keys/{id}                                        admin
      GET    /api/v1/audit                                            admin
      POST   /api/v1/maintenance/backups                              admin
      GET    /api/v1/maintenance/verification                         admin
      POST   /api/v1/maintenance/verification                         admin

      GET    /api/v1/datasets                                         reader
      POST   /api/v1/datasets                                         trainer
      POST   /api/v1/datasets/preview                                 reader
      POST   /api/v1/datasets/generate                                trainer
      POST   /api/v1/datasets/generate/preview                        reader
      POST   /api/v1/datasets/prometheus                              trainer
      GET    /api/v1/datasets/{id}                                    reader
      DELETE /api/v1/datasets/{id}                                    trainer
      POST   /api/v1/datasets/{id}/observations                       trainer
      POST   /api/v1/datasets/{id}/refresh                            trainer
      GET    /api/v1/datasets/{id}/series                             reader
      GET    /api/v1/datasets/{id}/series/{seriesId}                  reader

      GET    /api/v1/training-jobs                                    reader
      POST   /api/v1/training-jobs                                    trainer
      GET    /api/v1/training-jobs/{id}                               reader
      DELETE /api/v1/training-jobs/{id}                               trainer
      POST   /api/v1/training-jobs/{id}/cancel                        trainer     always
      POST   /api/v1/training-jobs/{id}/extend                        trainer
      POST   /api/v1/training-jobs/{id}/pause                         trainer
      POST   /api/v1/training-jobs/{id}/resume                        trainer
      POST   /api/v1/training-jobs/{id}/retry                         trainer
      GET    /api/v1/training-jobs/{id}/events                        reader
      GET    /api/v1/training-jobs/{id}/history                       reader
      GET    /api/v1/training-jobs/{id}/naive-loss                    reader

      GET    /api/v1/models                                           reader
      POST   /api/v1/models                                           trainer
      GET    /api/v1/models/{id}                                      reader
      DELETE /api/v1/models/{id}                                      trainer
      GET    /api/v1/models/{id}/errors                               reader
      GET    /api/v1/models/{id}/file                                 reader
      GET    /api/v1/models/{id}/summary                              reader
      GET    /api/v1/models/{id}/trace                                reader
      GET    /api/v1/models/{id}/weights                              reader
      GET    /api/v1/models/{id}/weights/{matrix}                     reader
      POST   /api/v1/models/{id}/predictions                          reader      stores
      POST   /api/v1/models/{id}/anomalies                            reader
      GET    /api/v1/models/{id}/performance                          reader
      GET    /api/v1/models/{id}/performance/series                   reader
      GET    /api/v1/models/{id}/kept-forecasts                       reader
      DELETE /api/v1/models/{id}/kept-forecasts                       trainer
      DELETE /api/v1/models/{id}/kept-forecasts/{forecastId}          trainer
      POST   /v1/timeseries/forecast                                  reader

      GET    /api/v1/backtests                                        reader
      POST   /api/v1/backtests                                        trainer
      GET    /api/v1/backtests/{id}                                   reader
      DELETE /api/v1/backtests/{id}                                   trainer
      POST   /api/v1/backtests/{id}/cancel                            trainer     always
      POST   /api/v1/backtests/{id}/pause                             trainer
      POST   /api/v1/backtests/{id}/resume                            trainer
      POST   /api/v1/backtests/{id}/retry                             trainer
      GET    /api/v1/backtests/{id}/errors                            reader
      GET    /api/v1/backtests/{id}/events                            reader
      GET    /api/v1/backtests/{id}/forecasts                         reader

      GET    /api/v1/aliases                                          reader
      GET    /api/v1/aliases/{alias}                                  reader
      PUT    /api/v1/aliases/{alias}                                  trainer
      DELETE /api/v1/aliases/{alias}                                  trainer
      GET    /api/v1/aliases/{alias}/history                          reader
      POST   /api/v1/aliases/{alias}/predictions                      reader      stores
      POST   /api/v1/aliases/{alias}/rollback                         trainer
      GET    /api/v1/aliases/{alias}/retraining                       reader
      PUT    /api/v1/aliases/{alias}/retraining                       trainer
      DELETE /api/v1/aliases/{alias}/retraining                       trainer
      GET    /api/v1/aliases/{alias}/retraining/runs                  reader
      POST   /api/v1/aliases/{alias}/retraining/runs                  trainer
      GET    /api/v1/aliases/{alias}/retraining/runs/{id}             reader
      POST   /api/v1/aliases/{alias}/retraining/runs/{id}/cancel      trainer     always

      GET    /api/v1/streams                                          reader
      GET    /api/v1/streams/{id}                                     reader
      PUT    /api/v1/streams/{id}                                     trainer
      DELETE /api/v1/streams/{id}                                     trainer
      GET    /api/v1/streams/{id}/events                              reader
      POST   /api/v1/streams/{id}/observations                        trainer

      GET    /api/v1/metrics/forecasts                                reader
      GET    /api/v1/published-forecasts                              reader
      GET    /api/v1/published-forecasts/{forecast}                   reader
      PUT    /api/v1/published-forecasts/{forecast}                   trainer
      DELETE /api/v1/published-forecasts/{forecast}                   trainer

      GET    /api/v1/webhooks                                         admin
      POST   /api/v1/webhooks                                         admin
      GET    /api/v1/webhooks/{id}                                    admin
      DELETE /api/v1/webhooks/{id}                                    admin
      GET    /api/v1/webhooks/{id}/deliveries                         admin
      POST   /api/v1/webhooks/{id}/ping                               admin
      POST   /api/v1/webhooks/{id}/secret                             admin
      """;

  /// The rule of an operation.
  ///
  /// @param role least role; null if the operation needs no key
  /// @param everywhere whether the caller must see all projects
  /// @param stores whether it stores something if its body asks for it, which needs the role trainer
  /// @param always whether the limits of callers do not count
  public record Rule(
      String method,
      String path,
      @Nullable AccessRole role,
      boolean everywhere,
      boolean stores,
      boolean always) {
    /// Whether the operation needs a project that the caller sees. Everybody may read what is open, sign out and choose a project.
    boolean ofProject() {
      return role != null && !path.equals("/api/v1/session/project");
    }

    /// Whether the keys of requests are not looked at.
    boolean ofAnyone() {
      return role == null && always;
    }

    /// Whether the operation changes something that the audit log should have. Observations of streams are too many for it.
    boolean audited() {
      return (role == AccessRole.TRAINER
              || role == AccessRole.ADMIN
              || path.equals("/api/v1/session"))
          && !method.equals("GET")
          && !path.startsWith("/api/v1/streams/{id}/observations");
    }
  }

  public static final List<Rule> ALL =
      TABLE.lines().filter(line -> !line.isBlank()).map(AccessRules::rule).toList();

  /// A rule with its path.
  private record Entry(PathPattern path, Rule rule) {}

  /// The rules of each method, those of more specific paths first.
  private static final Map<String, List<Entry>> BY_METHOD = byMethod();

  private AccessRules() {}

  private static Rule rule(String line) {
    String[] cells = line.strip().split(" +");
    AccessRole role =
        switch (cells[2]) {
          case "open" -> null;
          case "reader", "everywhere" -> AccessRole.READER;
          case "trainer" -> AccessRole.TRAINER;
          case "admin" -> AccessRole.ADMIN;
          default -> throw new IllegalStateException("no rule is named " + cells[2]);
        };
    List<String> marks = List.of(cells).subList(3, cells.length);
    if (!List.of("always", "stores").containsAll(marks))
      throw new IllegalStateException("no rule is marked " + marks);
    return new Rule(
        cells[0],
        cells[1],
        role,
        cells[2].equals("everywhere"),
        marks.contains("stores"),
        marks.contains("always"));
  }

  private static Map<String, List<Entry>> byMethod() {
    PathPatternParser parser = new PathPatternParser();
    return ALL.stream()
        .map(rule -> new Entry(parser.parse(rule.path()), rule))
        .sorted(Comparator.comparing(Entry::path, PathPattern.SPECIFICITY_COMPARATOR))
        .collect(Collectors.groupingBy(entry -> entry.rule.method()));
  }

  /// The rule of a request; empty if its path or method is not in the table. `HEAD` is as `GET`, and `OPTIONS` as any of the path.
  static Optional<Rule> find(String method, PathContainer path) {
    if (method.equals("OPTIONS"))
      return methods(path).stream().findFirst().flatMap(any -> find(any, path));
    for (Entry entry : BY_METHOD.getOrDefault(method.equals("HEAD") ? "GET" : method, List.of()))
      if (entry.path.matches(path)) return Optional.of(entry.rule);
    return Optional.empty();
  }

  /// The methods of a path, in order; empty if it is not in the table.
  static List<String> methods(PathContainer path) {
    return BY_METHOD.entrySet().stream()
        .filter(rules -> rules.getValue().stream().anyMatch(rule -> rule.path.matches(path)))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
