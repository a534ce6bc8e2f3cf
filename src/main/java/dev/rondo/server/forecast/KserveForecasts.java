package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.Forecast.Quantile;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.KnownHistories;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.forecast.Forecasts.Unforecastable;
import dev.rondo.server.forecast.Forecasts.Wish;
import dev.rondo.server.forecast.KserveAnswer.Content;
import dev.rondo.server.forecast.KserveAnswer.Failure;
import dev.rondo.server.forecast.KserveAnswer.Output;
import dev.rondo.server.forecast.KserveAnswer.Status;
import dev.rondo.server.forecast.KserveAnswer.Usage;
import dev.rondo.server.forecast.KserveRequest.Input;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Answers requests of the forecast protocol of KServe with the forecasts of this service.
@Component
class KserveForecasts {
  /// Bytes of a number of the answer, which is complete in memory before it is written.
  private static final long BYTES_OF_A_NUMBER = 2 * Double.BYTES;

  private final Models models;
  private final Forecasts forecasts;
  private final Clock clock;
  private final Ids ids;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with its answer
  KserveForecasts(
      Models models, Forecasts forecasts, Clock clock, Ids ids, Reservation requestMemory) {
    this.models = models;
    this.forecasts = forecasts;
    this.clock = clock;
    this.ids = ids;
    this.memory = requestMemory;
  }

  /// An input as a history, and the time at which its forecast begins; null without a start.
  private record Asked(Input input, History history, @Nullable String start) {}

  /// Throws the exceptions of a prediction, with pointers into this request.
  KserveAnswer of(KserveRequest request) {
    String modelId = modelId(request.model());
    ServedModel model = models.forecaster(modelId, memory);
    Model.Description description = model.model().description();
    int horizon = request.options().horizon();
    List<Double> quantiles = Objects.requireNonNullElse(request.options().quantiles(), List.of());
    List<Fault> faults = new ArrayList<>();
    List<Fault> ofOptions = new ArrayList<>();
    forecasts.check(horizon, List.of(), Fault::at, ofOptions);
    forecasts.check(quantiles, null, ofOptions);
    ofOptions.forEach(fault -> faults.add(fault.under("/options")));
    if (request.inputs().isEmpty())
      faults.add(Fault.at("/inputs", "must hold at least one series"));
    checkInputs(request.inputs(), faults);
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    checkModel(request.inputs(), description);
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < request.inputs().size(); i++)
      asked.add(asked(request.inputs().get(i), "/inputs/" + i, description, horizon, faults));
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    long numbers = (long) horizon * description.targets() * (1 + quantiles.size());
    memory.grow(numbers * asked.size() * BYTES_OF_A_NUMBER);
    try {
      Predictions made =
          forecasts.of(
              modelId,
              model,
              asked.stream().map(Asked::history).toList(),
              i -> "/inputs/" + i + "/series",
              new Wish(horizon, List.of(), quantiles, 0, false),
              Unforecastable.SKIPPED,
              memory);
      return answer(request, asked, made, description.targets(), numbers);
    } catch (InfeasibleException e) {
      throw InfeasibleRequestException.of(e).moved(KserveForecasts::place);
    } catch (InfeasibleRequestException e) {
      throw e.moved(KserveForecasts::place);
    }
  }

  /// The place of a member of a prediction in this request.
  private static String place(String pointer) {
    if (pointer.startsWith("/levels")) return "/options/quantiles";
    return pointer.startsWith("/inputs") ? pointer : "/options" + pointer;
  }

  /// The id of the model that a request names by id, alias or name.
  private String modelId(String text) {
    String id = models.resolve(text);
    if (Ids.wellFormed(id)) return id;
    List<String> named = models.named(text, 2);
    if (named.isEmpty()) throw new NotFoundException("model", text, "/model");
    if (named.size() > 1)
      throw new InfeasibleRequestException(
          "/model",
          "several models are named '%s'; give the id of one of them, such as %s, the newest, or an alias"
              .formatted(text, named.getFirst()));
    return named.getFirst();
  }

  private static void checkInputs(List<Input> inputs, List<Fault> faults) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      String pointer = "/inputs/" + i;
      if (!names.add(input.name()))
        faults.add(Fault.at(pointer + "/name", "two inputs are named '" + input.name() + "'"));
      if (input.univariate() && !input.series().plain())
        faults.add(
            Fault.at(
                pointer + "/series",
                "must be an array of numbers, as the type is " + Input.UNIVARIATE));
      if (!input.univariate() && input.series().plain() && input.series().rows() > 0)
        faults.add(
            Fault.at(
                pointer + "/series",
                "must be an array with an array of numbers for each step, as the type is "
                    + Input.MULTIVARIATE));
    }
  }

  /// Refuses inputs with another frequency or other columns than the model.
  private static void checkModel(List<Input> inputs, Model.Description model) {
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      if (!counts(model) && !KserveFrequency.parse(input.frequency()).isAsLongAs(model.frequency()))
        throw new InfeasibleRequestException(
            "/inputs/" + i + "/frequency",
            "the series has the frequency %s, the model was trained on %s"
                .formatted(input.frequency(), model.frequency()));
      if (input.univariate() && model.columns().size() > 1)
        throw new InfeasibleRequestException(
            "/inputs/" + i + "/type",
            "the model reads the columns %s; send the series as %s"
                .formatted(
                    String.join(", ", model.columns().stream().map(Column::name).toList()),
                    Input.MULTIVARIATE));
    }
  }

  /// Whether the model counts steps, so that series of every frequency are steps to it.
  private static boolean counts(Model.Description model) {
    return model.frequency().unit() == Frequency.Unit.STEP;
  }

  private static Asked asked(
      Input input, String pointer, Model.Description model, int horizon, List<Fault> faults) {
    double[][] values = new Histories(model).values(input.series(), pointer + "/series", faults);
    int steps = input.series().rows();
    Frequency frequency =
        counts(model) ? KserveFrequency.parse(input.frequency()) : model.frequency();
    TimeAxis axis = new TimeAxis(frequency, model.zone());
    Long start = null;
    try {
      if (input.startTimestamp() != null)
        start = TimeText.start(axis, input.startTimestamp(), (long) steps + horizon);
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at(pointer + "/start_timestamp", "start_timestamp " + e.getMessage()));
    }
    History history =
        new History(
            input.name(), counts(model) ? null : start, values, steps, StaticValues.NONE, null);
    return new Asked(input, history, start == null ? null : begin(axis, start, history, model));
  }

  private static String begin(TimeAxis axis, long start, History history, Model.Description model) {
    KnownHistories known = KnownHistories.of(List.of(history), model.targets());
    return axis.text(axis.plus(start, known.histories().getFirst().steps()));
  }

  /// @param numbers of the forecast of one input
  private KserveAnswer answer(
      KserveRequest request, List<Asked> asked, Predictions made, int targets, long numbers) {
    List<Output> outputs = new ArrayList<>(asked.size());
    Iterator<SeriesForecast> next = made.forecasts().iterator();
    int failed = 0;
    long given = 0;
    for (int i = 0; i < asked.size(); i++) {
      List<SeriesForecast> ofOne = new ArrayList<>(targets);
      ofOne.add(next.next());
      boolean possible = ofOne.getFirst().steps().length > 0;
      while (possible && ofOne.size() < targets) ofOne.add(next.next());
      Output output = output(asked.get(i), i, ofOne);
      if (output.error() != null) failed++;
      outputs.add(output);
      History history = asked.get(i).history();
      given += (long) history.steps() * history.values().length;
    }
    long completed = numbers * (asked.size() - failed);
    return new KserveAnswer(
        ids.next(),
        clock.instant().getEpochSecond(),
        status(failed, asked.size()),
        null,
        request.model(),
        outputs,
        new Usage(given, completed, given + completed),
        made.warnings());
  }

  private static Status status(int failed, int all) {
    if (failed == 0) return Status.COMPLETED;
    return failed == all ? Status.ERROR : Status.PARTIAL;
  }

  private Output output(Asked asked, int number, List<SeriesForecast> forecasts) {
    for (SeriesForecast forecast : forecasts) {
      String problem = forecast.problem();
      if (problem != null)
        return new Output(
            "time_series_forecast",
            ids.next(),
            Status.ERROR,
            List.of(),
            new Failure("infeasible", problem, "/inputs/" + number + "/series", "infeasible"));
    }
    List<double[]> means = forecasts.stream().map(SeriesForecast::mean).toList();
    Map<String, Object> quantiles = new LinkedHashMap<>();
    for (int q = 0; q < forecasts.getFirst().quantiles().size(); q++) {
      int place = q;
      List<Quantile> ofTargets =
          forecasts.stream().map(forecast -> forecast.quantiles().get(place)).toList();
      quantiles.put(
          Double.toString(ofTargets.getFirst().level()),
          shaped(asked.input(), ofTargets.stream().map(Quantile::values).toList()));
    }
    Content content =
        new Content(
            asked.input().type(),
            asked.input().name(),
            shaped(asked.input(), means),
            asked.input().frequency(),
            Objects.requireNonNullElse(asked.start(), ""),
            quantiles.isEmpty() ? null : quantiles);
    return new Output("time_series_forecast", ids.next(), Status.COMPLETED, List.of(content), null);
  }

  /// `[targets][horizon]` in the form of the input: `[horizon]` or `[horizon][targets]`.
  private static Object shaped(Input input, List<double[]> targets) {
    if (input.univariate()) return targets.getFirst();
    double[][] rows = new double[targets.getFirst().length][targets.size()];
    for (int h = 0; h < rows.length; h++)
      for (int f = 0; f < targets.size(); f++) rows[h][f] = targets.get(f)[h];
    return rows;
  }
}
