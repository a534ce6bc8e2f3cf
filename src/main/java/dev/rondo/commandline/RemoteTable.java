package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteService;
import dev.rondo.forecasting.auto.AutoRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A table that is sent to a service, and is read here too for what is shown beside the answer.
///
/// @param input the table, which can be read several times
record RemoteTable(InputTable input, Supplier<InputStream> body) {
  /// Throws [CommandFailure] if the table cannot be read.
  static RemoteTable of(String file, Terminal terminal) {
    InputTable input = new InputTable(file, terminal.in());
    if (!file.equals(InputTable.STANDARD_INPUT)) {
      try (InputStream readable = input.open()) {
        return new RemoteTable(input, input::open);
      } catch (IOException e) {
        throw new CommandFailure(ExitCode.UNREADABLE, Failures.of(e));
      }
    }
    try {
      byte[] bytes = terminal.in().readAllBytes();
      return new RemoteTable(
          new InputTable(file, new ByteArrayInputStream(bytes)),
          () -> new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.UNREADABLE, Failures.of(e));
    }
  }

  String mediaType() {
    String name = input.file().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
    if (name.endsWith(".json")) return "application/json";
    if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) return "application/x-ndjson";
    return "text/csv";
  }

  /// Stores the table as a dataset of the service; returns its id.
  String upload(RemoteService service, TableArguments arguments) {
    Map<String, List<String>> query = new LinkedHashMap<>(arguments.query());
    query.put("name", List.of(input.name()));
    return service
        .post("/datasets" + RemoteService.query(query), mediaType(), body)
        .path("id")
        .asString();
  }

  /// The request for an automatic training on a dataset.
  ///
  /// @param name name of the job and its model
  static ObjectNode training(String datasetId, String name, AutoRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("datasetId", datasetId);
    body.put("name", name);
    body.put("seed", request.seed());
    if (request.horizon() != null) body.put("horizon", request.horizon());
    if (request.season() != null) body.put("season", request.season());
    if (request.maxDuration() != null) body.put("maxDuration", request.maxDuration().toString());
    if (request.holidays() != null) {
      ObjectNode holidays = body.putObject("holidays").put("country", request.holidays().country());
      if (request.holidays().region() != null) holidays.put("region", request.holidays().region());
    }
    return body;
  }
}
