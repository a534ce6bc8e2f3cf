package dev.rondo.forecasting.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.SharedData;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reads files as people really send them.
class SharedDataTest {
  private static Reading read(String file, @Nullable String zone) throws IOException {
    ReadingOptions options = Tables.options(NamedColumns.NONE, null, zone);
    try (InputStream in = Files.newInputStream(SharedData.path(file))) {
      return DatasetReader.csv(file.endsWith(".gz") ? new GZIPInputStream(in) : in, options);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "airpassengers-month-names.tsv,,P1M",
    "electricity-melbourne-dst-fold-excel-de.csv,Australia/Melbourne,PT30M",
    "electricity-melbourne-dst-gap-excel-de.csv,Australia/Melbourne,PT30M",
    "electricity-mixed-offsets-shuffled.csv,,PT30M",
    "m3-quarterly-wide-ragged.csv,,step",
    "melbourne-min-temp-us-dates-question-marks.csv,,P1D",
    "pedestrian-long-dirty.csv,,PT1H",
    "sunspots-monthly-epoch-millis.csv,,P1M",
    "us-gasoline-weekly-excel-utf16.txt,,P7D"
  })
  void readsAsAPersonWould(String file, @Nullable String zone, String frequency)
      throws IOException {
    Dataset dataset = read("messy-real/" + file, zone).dataset();
    assertThat(dataset.frequency()).hasToString(frequency);
    List<String> expected =
        Files.readAllLines(
            SharedData.path("messy-real/expected/" + file.replaceFirst("\\.\\w+$", ".csv")));
    boolean named = expected.getFirst().startsWith("unique_id");
    int compared = 0;
    int given = 0;
    for (String line : expected.subList(1, expected.size())) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
      String id = named ? cells.removeFirst().replace("\"", "") : "series-1";
      String time = cells.removeFirst();
      Series series =
          dataset.series().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
      int step = step(dataset, series, time);
      assertThat(step).as(line).isBetween(0, series.steps() - 1);
      for (int c = 0; c < cells.size(); c++) {
        String cell = cells.get(c);
        Double value =
            cell.isEmpty() || cell.equals("conflict") || cell.equals("NA")
                ? Double.NaN
                : Double.parseDouble(cell);
        assertThat(Double.valueOf(series.values()[c][step])).as(line).isEqualTo(value);
        compared++;
        if (!value.isNaN()) given++;
      }
    }
    assertThat(compared).isPositive();
    long read =
        dataset.series().stream()
            .flatMap(series -> Arrays.stream(series.values()))
            .flatMapToDouble(Arrays::stream)
            .filter(value -> !Double.isNaN(value))
            .count();
    assertThat(read).as("values that are there").isEqualTo(given);
  }

  private static int step(Dataset dataset, Series series, String time) {
    long position =
        time.matches("\\d+")
            ? Long.parseLong(time)
            : time.contains("T")
                ? Instant.parse(time).toEpochMilli()
                : LocalDate.parse(time).atStartOfDay(dataset.zone()).toInstant().toEpochMilli();
    int step = dataset.axis().before(series.start(), series.steps(), position);
    assertThat(dataset.axis().plus(series.start(), step)).as(time).isEqualTo(position);
    return step;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "messy/bom-semicolon-decimal-comma-crlf.csv||P7D|1|1|219|19",
        "messy/constant.csv||P1D|1|1|120|0",
        "messy/duplicate-timestamps.csv||P7D|1|1|219|20",
        "messy/gaps.csv||P7D|1|1|218|35",
        "messy/local-time-dst-fold-madrid.csv|Europe/Madrid|PT1H|1|1|73|0",
        "messy/local-time-dst-madrid.csv|Europe/Madrid|PT1H|1|1|71|0",
        "messy/missing-markers.csv||P7D|1|1|219|38",
        "messy/two-series-different-length.csv||P1D|2|2|520|0",
        "messy/unsorted.csv||P7D|1|1|219|19",
        "messy-real/beijing-pm25-hourly-raw.csv.gz|Asia/Shanghai|PT1H|1|7|43824|2067",
        "messy-real/co2-weekly-compact-dates-raw.csv||P7D|1|1|2284|59",
        "messy-real/peyton-manning-daily-raw.csv||P1D|1|1|2964|59",
        "messy-real/seattle-trail-hourly-raw.csv.gz||PT1H|1|5|52584|2335",
        "messy-real/yosemite-5min-raw.csv.gz||PT5M|1|1|18721|12",
        "ETTh1.csv.gz||PT1H|1|7|17420|0",
        "exchange_rate.csv.gz||step|1|8|7588|0",
        "carparts-monthly-long.csv.gz||P1M|2674|1|136374|6122",
        "m4-weekly-train-long.csv.gz||step|359|1|366912|0",
        "m4-weekly-test-long.csv.gz||step|359|1|4667|0",
        "m4-weekly-published-forecasts-long.csv.gz||step|1795|1|23335|0",
        "m3/m3-monthly-train-long.csv.gz||step|1428|1|141858|0",
        "tourism-monthly-train-long.csv.gz||step|366|1|100496|0",
        "vic-electricity-half-hourly.csv.gz|Australia/Melbourne|PT30M|1|3|52608|0",
        "pedestrian-melbourne-hourly-long.csv.gz||PT1H|4|1|69048|3011",
        "bank-calls-5min.csv.gz||PT5M|1|1|67849|40133",
        "co2-weekly.csv||P7D|1|1|2284|59",
        "nile-yearly.csv||P1Y|1|1|100|0",
        "sunspots-yearly.csv||P1Y|1|1|309|0"
      })
  void readsOrdinaryFiles(
      String file,
      @Nullable String zone,
      String frequency,
      int series,
      int columns,
      long steps,
      long missing)
      throws IOException {
    Dataset dataset = read(file, zone).dataset();
    assertThat(dataset.frequency()).hasToString(frequency);
    assertThat(dataset.series()).hasSize(series);
    assertThat(dataset.columns()).hasSize(columns);
    assertThat(dataset.series().stream().mapToLong(Series::steps).sum()).isEqualTo(steps);
    assertThat(
            dataset.series().stream()
                .flatMapToDouble(one -> Arrays.stream(one.values()[0]))
                .filter(Double::isNaN)
                .count())
        .isEqualTo(missing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "messy/bad-number-line-78.csv|78|2|31x.4",
        "messy/ragged-line-42.csv|42||3 cells",
        "messy/irregular.csv|3||evenly spaced",
        "messy/empty.csv|||is empty",
        "messy/header-only.csv|1||no row",
        "classics-long.csv|||different frequencies"
      })
  void refusesWithThePlace(
      String file, @Nullable Long line, @Nullable Integer column, String detail) {
    assertThat(SharedData.path(file))
        .isReadable(); // outside of the assertion, which would take a skip for a fault
    assertThatThrownBy(() -> read(file, null))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            e -> {
              var fault = e.faults().getFirst();
              assertThat(fault.line()).isEqualTo(line);
              assertThat(fault.column()).isEqualTo(column);
              assertThat(fault.detail()).contains(detail);
            });
  }
}
