package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteJob;
import dev.rondo.commandline.remote.RemoteService;
import dev.rondo.commandline.result.BacktestOutcome;
import dev.rondo.commandline.result.Json;
import dev.rondo.forecasting.backtest.Backtest;
import dev.rondo.forecasting.backtest.BacktestListener;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.backtest.OriginForecast;
import dev.rondo.forecasting.backtest.Origins;
import dev.rondo.forecasting.backtest.Refit;
import dev.rondo.forecasting.backtest.RequestedBacktest;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.series.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares models and methods on the past of a table.
@Command(
    name = "backtest",
    description = "Compare automatic models and methods at many origins in the past of a table.",
    footer = {
      "",
      "Example: rondo backtest load.csv --horizon 24 --origins 3 --candidates auto,ets"
    })
final class BacktestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "table as delimited text; - is standard input")
  String file = "";

  @Option(
      names = "--origins",
      paramLabel = "NUMBER",
      description = "number of origins, counted back from the end; default: up to 10")
  @Nullable Integer origins;

  @Option(
      names = "--stride",
      paramLabel = "STEPS",
      description = "steps between two origins; default: the horizon")
  @Nullable Integer stride;

  @Option(
      names = "--cutoffs",
      paramLabel = "TIMES",
      split = ",",
      description = "instead: the last time before each origin")
  List<String> cutoffs = new ArrayList<>();

  @Option(
      names = "--refit-once",
      description = "fit before the first origin only; default: at every origin")
  boolean refitOnce;

  @Option(
      names = "--levels",
      paramLabel = "PERCENT",
      split = ",",
      description = "levels of the intervals; default: 80,95")
  List<Double> levels = new ArrayList<>();

  @Option(
      names = "--candidates",
      paramLabel = "NAMES",
      split = ",",
      description =
          "what is compared: auto, methods such as naive or ets, and model files; default: auto beside usual methods")
  List<String> candidates = new ArrayList<>();

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Mixin TrainingArguments training = new TrainingArguments();
  @Mixin TableArguments table = new TableArguments();
  @Mixin CommonArguments common = new CommonArguments();
  @Mixin ServiceArguments service = new ServiceArguments();

  BacktestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BacktestOutcome outcome = service.given() ? remote() : local();
    if (!common.quiet)
      outcome.warnings().forEach(warning -> terminal.err().println("note: " + warning));
    if (json) Json.write(outcome, terminal.out());
    else outcome.print(terminal.out());
    terminal.out().flush();
    return ExitCode.OK;
  }

  private BacktestOutcome local() {
    Dataset dataset = new InputTable(file, terminal.in()).read(table.options()).dataset();
    BacktestSpec spec;
    Origins all;
    try {
      spec = requested(dataset).complete(dataset);
      all = Origins.of(dataset, spec);
    } catch (IllegalArgumentException e) {
      throw TrainingArguments.wrong(training.line(), e);
    }
    try (ProgressLine progress = new ProgressLine(terminal, common.quiet)) {
      Backtest backtest =
          new Backtest(
              dataset,
              spec,
              all,
              model -> ServedModel.of(ModelStore.read(model, terminal)),
              LocalTraining.threads(),
              new Progress(progress));
      backtest.run();
      return BacktestOutcome.of(backtest.result(), spec);
    }
  }

  private RequestedBacktest requested(Dataset dataset) {
    return new RequestedBacktest(
        training.horizon,
        origins,
        stride,
        cutoffs.isEmpty() ? null : cutoffs,
        refitOnce ? Refit.ONCE : Refit.EVERY_ORIGIN,
        training.season,
        levels.isEmpty() ? null : levels,
        candidates(dataset));
  }

  private List<Candidate> candidates(Dataset dataset) {
    Candidates known = new Candidates(training);
    if (!candidates.isEmpty()) return candidates.stream().map(known::of).toList();
    int period = training.season == null ? dataset.frequency().season() : training.season;
    return RequestedBacktest.usual(period, known.automatic());
  }

  private BacktestOutcome remote() {
    RemoteTable input = RemoteTable.of(file, terminal);
    try (RemoteService remote = service.open();
        ProgressLine progress = new ProgressLine(terminal, common.quiet)) {
      JsonNode started = remote.post("/backtests", request(input.upload(remote, table)));
      progress.stage("waiting for the service", 0);
      JsonNode ended =
          new RemoteJob(remote, "/backtests/" + started.path("id").asString())
              .await(progress::stage);
      return BacktestOutcome.of(ended);
    }
  }

  private ObjectNode request(String datasetId) {
    Candidates known = new Candidates(training);
    ObjectNode body = Json.MAPPER.createObjectNode().put("datasetId", datasetId);
    if (training.horizon != null) body.put("horizon", training.horizon);
    if (origins != null) body.put("origins", origins);
    if (stride != null) body.put("stride", stride);
    if (!cutoffs.isEmpty()) body.set("cutoffs", Json.MAPPER.valueToTree(cutoffs));
    if (refitOnce) body.put("refit", "once");
    if (training.season != null) body.put("season", training.season);
    if (!levels.isEmpty()) body.set("levels", Json.MAPPER.valueToTree(levels));
    if (!candidates.isEmpty()) {
      var array = body.putArray("candidates");
      for (String candidate : candidates)
        array.add(Json.MAPPER.<JsonNode>valueToTree(known.ofService(candidate)));
    }
    return body;
  }

  /// Passes the stages on; the forecasts are in the errors.
  private record Progress(ProgressLine line) implements BacktestListener {
    @Override
    public void stage(String stage, double share) {
      line.stage(stage, share);
    }

    @Override
    public void forecast(int candidate, OriginForecast forecast) {}

    @Override
    public void finished(int origin) {}
  }
}
