package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/// Reads a dataset from JSON: `{frequency?, timeZone?, columns?: [{name, role?}], series: [{id, start?, values, statics?}]}`. `values` is
/// `[steps]` for one column or `[steps][columns]`, and null is a missing value. The JSON is read as a stream, so that values take
/// no more memory than their numbers.
final class InlineDataset {
  private static final String MEMBERS = "frequency, timeZone, columns, series";

  private final JsonStream json;
  private final List<Column> usual;
  private final List<Column> columns = new ArrayList<>();
  private final List<InlineSeries> series = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private @Nullable Frequency frequency;
  private @Nullable ZoneId zone;
  private boolean seriesGiven;

  private InlineDataset(JsonStream json, ReadingOptions options, List<Column> usual) {
    this.json = json;
    this.usual = usual;
    this.frequency = options.frequency();
    this.zone = options.timeZone();
  }

  /// Throws [BadRequestException] with a pointer to each fault.
  ///
  /// @param usual columns if the body names none, of a stored dataset, in which each series has a start; empty for a new dataset
  static Reading read(
      InputStream body, JsonMapper mapper, ReadingOptions options, List<Column> usual) {
    refuse("timeColumn", options.columns().time());
    refuse("seriesColumn", options.columns().series());
    refuse("layout", options.layout());
    refuse("decimal", options.decimal());
    refuse("onDuplicate", options.onDuplicate());
    refuse("onGap", options.onGap());
    refuse("staticColumns", options.columns().statics());
    refuse("targets", options.columns().targets());
    refuse("pastCovariates", options.columns().pastCovariates());
    refuse("futureCovariates", options.columns().futureCovariates());
    try (JsonParser parser = mapper.createParser(body)) {
      return new InlineDataset(new JsonStream(parser), options, usual).read();
    } catch (JacksonException e) {
      // The first bytes are those of an encoding that JSON does not have.
      throw new BadRequestException(Fault.at("", "not valid JSON: " + e.getOriginalMessage()));
    }
  }

  private static void refuse(String parameter, @Nullable Object value) {
    if (value == null || value instanceof List<?> list && list.isEmpty()) return;
    throw new BadRequestException(
        Fault.parameter(
            parameter,
            parameter
                + " goes with rows of text; inline JSON names its columns and roles in the body"));
  }

  private Reading read() {
    json.body(MEMBERS, this::member);
    if (!seriesGiven || (series.isEmpty() && json.faults() == 0))
      json.fault("/series", "is required: at least one series");
    json.refuseFaults();
    return new InlineAssembly(json, series, columns, usual, frequency, zone).dataset();
  }

  private boolean member(String name) {
    switch (name) {
      case "frequency" -> frequency();
      case "timeZone" -> timeZone();
      case "columns" -> json.array(this::column);
      case "series" -> {
        seriesGiven = true;
        json.array(this::series);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void series() {
    InlineSeries one = InlineSeries.read(json, ids);
    if (one != null) series.add(one);
  }

  private void frequency() {
    String text = json.text();
    if (text == null) return;
    try {
      frequency = Frequency.parse(text);
    } catch (IllegalArgumentException e) {
      json.fault(json.pointer(), String.valueOf(e.getMessage()));
    }
  }

  private void timeZone() {
    String text = json.text();
    if (text == null) return;
    try {
      zone = ZoneId.of(text);
    } catch (DateTimeException _) {
      json.fault(json.pointer(), "must be a time zone such as Europe/Berlin, was '" + text + "'");
    }
  }

  /// Reads the members of a column.
  private final class Named implements JsonStream.Members {
    private @Nullable String name;
    private Role role = Role.TARGET;

    @Override
    public boolean read(String member) {
      switch (member) {
        case "name" -> name = json.text();
        case "role" -> role = role();
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  private void column() {
    String at = json.pointer();
    Named column = new Named();
    if (!json.object("name, role", column)) return;
    String name = column.name;
    if (name == null || name.isBlank())
      json.fault(at + "/name", "is required: the name of the column");
    else columns.add(new Column(name, column.role));
  }

  private Role role() {
    String text = json.text();
    if (text == null) return Role.TARGET;
    if (JsonTypes.constants(Role.class).get(text) instanceof Role role) return role;
    json.fault(
        json.pointer(), "must be target, past-covariate or future-covariate, was '" + text + "'");
    return Role.TARGET;
  }
}
