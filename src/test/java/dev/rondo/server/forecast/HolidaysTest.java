package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Sales of a shop in New York, which is nearly empty on the Fourth of July and other public holidays.
class HolidaysTest {
  private static final Service SERVICE = Service.shared();
  private static final LocalDate START = LocalDate.of(2021, 1, 1);
  private static final LocalDate END = LocalDate.of(2025, 7, 1);

  private static final HolidayManager RULES =
      HolidayManager.getInstance(ManagerParameters.create("us"));

  private static final Random RANDOM = new Random(1);
  private static String dataset = "";
  private static String model = "";

  private static boolean isClosed(LocalDate day) {
    return RULES.isHoliday(day, "ny");
  }

  @BeforeAll
  static void train() {
    String rows =
        START
            .datesUntil(END)
            .map(day ->
                day
                    + ","
                    + (isClosed(day)
                        ? 10
                        : 100 + day.getDayOfWeek().getValue() + RANDOM.nextGaussian())
                    + "\n")
            .collect(Collectors.joining());
    dataset = Jobflow.upload(SERVICE, "?timeZone=America/New_York", "date,sales\n" + rows);
    model =
        Jobflow.model(SERVICE, request("\"holidays\": {\"country\": \"US\", \"region\": \"NY\"}"));
  }

  private static String request(String more) {
    return "{\"datasetId\": \"%s\", \"horizon\": 7, \"maxDuration\": \"PT20S\", \"ensemble\": {\"networks\": []}, %s}"
        .formatted(dataset, more);
  }

  @Test
  void theModelRemembersTheRegion() {
    JsonNode described = SERVICE.get(model).json();
    assertThat(described.at("/automatic/request/holidays/country").stringValue()).isEqualTo("US");
    assertThat(described.at("/automatic/request/holidays/region").stringValue()).isEqualTo("NY");
    JsonNode effect = described.at("/automatic/ensemble/effect/columns/0");
    assertThat(effect.get("column").stringValue()).isEqualTo("public holidays");
    assertThat(effect.get("with").doubleValue()).isLessThan(effect.get("without").doubleValue());
  }

  @Test
  void futureHolidaysAreForecastWithoutAnyValuesAhead() {
    Answer answer =
        SERVICE.postJson(
            model + "/predictions",
            "{\"explain\": true, \"dataset\": {\"id\": \"" + dataset + "\"}}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode forecast = answer.json().at("/forecasts/0");
    assertThat(forecast.at("/timestamps/3").stringValue()).startsWith("2025-07-04");
    double fourth = forecast.at("/mean/3").doubleValue();
    double third = forecast.at("/mean/2").doubleValue();
    assertThat(third).isCloseTo(103, within(10.0));
    assertThat(fourth).isLessThan(75);
    JsonNode effect = forecast.at("/effects/0");
    assertThat(effect.get("column").stringValue()).isEqualTo("public holidays");
    assertThat(effect.at("/difference/3").doubleValue()).isLessThan(-20);
  }

  @Test
  void effectsAreToldForAnyHorizon() {
    String body =
        "{\"explain\": true, \"horizon\": %d, \"dataset\": {\"id\": \"" + dataset + "\"}}";
    JsonNode trained = effect(body.formatted(7));
    for (int horizon : new int[] {2, 20}) {
      JsonNode other = effect(body.formatted(horizon));
      assertThat(other.size()).isEqualTo(horizon);
      for (int h = 0; h < Math.min(7, horizon); h++)
        assertThat(other.get(h).doubleValue())
            .isCloseTo(trained.get(h).doubleValue(), within(1e-6));
    }
  }

  private static JsonNode effect(String body) {
    Answer answer = SERVICE.postJson(model + "/predictions", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/forecasts/0/effects/0/difference");
  }

  @Test
  void rawValuesNeedTheirStart() {
    String values =
        "{\"horizon\": 2, \"series\": [{%s\"values\": [101,102,103,104,105,106,107,101,102,103]}]}";
    Answer without = SERVICE.postJson(model + "/predictions", values.formatted(""));
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.text()).contains("public holidays", "start");
    Answer with =
        SERVICE.postJson(model + "/predictions", values.formatted("\"start\": \"2023-06-25\", "));
    assertThat(with.status()).as(with.text()).isEqualTo(200);
  }

  @Test
  void aDryRunTellsThem() {
    Answer answer =
        SERVICE.postJson(
            "/api/v1/training-jobs?dryRun=true",
            request("\"holidays\": {\"country\": \"us\", \"region\": \"ny\"}"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/automatic/holidays/region").stringValue()).isEqualTo("NY");
    assertThat(answer.json().get("plan").toString())
        .contains("US-NY", "public holidays", "America/New_York");
  }

  private static Answer refused(int status, String body) {
    Answer answer = SERVICE.postJson("/api/v1/training-jobs", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }

  @Test
  void unknownCodesAreRefusedWithTheKnownOnes() {
    Answer country = refused(400, request("\"holidays\": {\"country\": \"Germany\"}"));
    assertThat(country.json().at("/errors/0/pointer").stringValue()).isEqualTo("/holidays/country");
    assertThat(country.text()).contains("DE, ");
    Answer region =
        refused(400, request("\"holidays\": {\"country\": \"DE\", \"region\": \"VIC\"}"));
    assertThat(region.json().at("/errors/0/pointer").stringValue()).isEqualTo("/holidays/region");
    assertThat(region.text()).contains("BY, ");
  }

  @Test
  void stepsWithoutDatesHaveNoHolidays() {
    String steps = Jobflow.upload(SERVICE, "", "step,y\n" + steps());
    Answer answer =
        refused(
            422, "{\"datasetId\": \"%s\", \"holidays\": {\"country\": \"DE\"}}".formatted(steps));
    assertThat(answer.json().at("/errors/0/pointer").stringValue()).isEqualTo("/holidays");
  }

  private static String steps() {
    StringBuilder rows = new StringBuilder();
    for (int t = 0; t < 60; t++) rows.append(t).append(',').append(t % 5).append('\n');
    return rows.toString();
  }

  @Test
  void oneNetworkByHandHasNoHolidays() {
    Answer answer =
        refused(
            400,
            "{\"datasetId\": \"%s\", \"window\": {\"lookback\": 4, \"horizon\": 1}, \"holidays\": {\"country\": \"DE\"}}"
                .formatted(dataset));
    assertThat(answer.json().at("/errors/0/pointer").stringValue()).isEqualTo("/holidays");
  }

  @Test
  void aBacktestComparesWithAndWithoutThem() {
    Answer answer =
        SERVICE.postJson(
            "/api/v1/backtests?dryRun=true",
            "{\"datasetId\": \"%s\", \"horizon\": 7, \"origins\": 2, \"candidates\": [{\"type\": \"auto\"}, {\"type\": \"auto\", \"holidays\": {\"country\": \"US\"}}]}"
                .formatted(dataset));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }
}
