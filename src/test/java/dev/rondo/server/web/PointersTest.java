package dev.rondo.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.model.Subject.ForecastInput;
import dev.rondo.forecasting.model.Subject.TrainingInput;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PointersTest {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(JsonTypes.module()).build();

  @ParameterizedTest
  @EnumSource
  void leadToTheInputsOfATraining(TrainingInput input) {
    ObjectNode request = JSON.<ObjectNode>valueToTree(ModelSpec.USUAL).put("datasetId", "latest");
    request.putObject("holidays");
    assertThat(request.at(Pointers.of(input)).isMissingNode()).isFalse();
  }

  @ParameterizedTest
  @MethodSource
  void leadToTheInputsOfAForecast(Subject subject) {
    JsonNode request =
        JSON.readTree(
            """
            {"horizon": 2, "levels": [80, 95], "paths": 9, "total": true, "explain": true, "hierarchy": {"levels": [[]]}, "series": [{"values": [1]}, {"values": [2]}],
             "dataset": {"id": "latest", "cutoff": "2026-01-01", "series": ["a", "b"]}}
            """);
    assertThat(request.at(Pointers.of(subject)).isMissingNode()).isFalse();
  }

  static Stream<Subject> leadToTheInputsOfAForecast() {
    return Stream.concat(
        Stream.of(ForecastInput.values()),
        Stream.of(new Subject.Level(1), new Subject.WantedSeries(1), new Subject.HistoryValues(1)));
  }

  @Test
  void differBetweenInputs() {
    Stream<Subject> all =
        Stream.concat(Stream.of(TrainingInput.values()), leadToTheInputsOfAForecast());
    assertThat(all.map(Pointers::of)).doesNotHaveDuplicates();
  }
}
