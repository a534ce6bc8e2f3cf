package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.findings;
import static dev.rondo.forecasting.reading.Tables.ids;
import static dev.rondo.forecasting.reading.Tables.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.reading.Report.Kind;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The use of each column of a table is decided from all rows.
class TableReadingTest {
  private static String refusal(String text) {
    return Tables.refusal(text).detail();
  }

  private static String day(int day) {
    return LocalDate.of(2026, 1, 1).plusDays(day).toString();
  }

  /// A table with one column of values, one row for each cell, on consecutive days.
  private static String values(String delimiter, String... cells) {
    StringBuilder text = new StringBuilder("date" + delimiter + "v\n");
    for (int i = 0; i < cells.length; i++)
      text.append(day(i)).append(delimiter).append(cells[i]).append('\n');
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 234,5|1234.5",
        "1\u00a0234,5|1234.5",
        "1\u202f234.5|1234.5",
        "1\u2009234\u2009567,25|1234567.25",
        "1'234.5|1234.5",
        "1\u2019234\u2019567.5|1234567.5",
        "1.234.567|1234567",
        "2,5E-03|0.0025",
        "-1.234,5e2|-123450"
      })
  void readsNumbersWithSeparators(String cell, double value) {
    assertThat(Tables.values(read(values(";", cell, "7", "8")))[0]).isEqualTo(value);
  }

  @Test
  void aNumberAtTheEndDecidesOverAllThatWereInDoubt() {
    String[] cells = new String[3000];
    Arrays.fill(cells, "1.234");
    cells[2999] = "1.234,5";
    Reading reading = read(values(";", cells));
    assertThat(Tables.values(reading)[0]).isEqualTo(1234);
    assertThat(Tables.values(reading)[2999]).isEqualTo(1234.5);
    assertThat(findings(reading, "thousands").getFirst().detail()).contains("line 3001");
    cells[2999] = "12.5";
    assertThat(Tables.values(read(values(";", cells)))[0]).isEqualTo(1.234);
  }

  @Test
  void otherColumnsDecideWhereAColumnDoesNot() {
    String text =
        "date,a,b\n2026-01-01,1.5,\"1,234\"\n2026-01-02,2.5,\"2,345\"\n2026-01-03,3.5,900\n";
    Dataset dataset = read(text).dataset();
    assertThat(dataset.series().getFirst().values()[1]).containsExactly(1234, 2345, 900);
  }

  @Test
  void refusesNumbersOfBothKindsNamingBothLines() {
    assertThat(refusal(values(";", "1.5", "2.5", "3,5"))).contains("line 2", "comma", "point");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.5%|11.5%|10.5|%",
        "$1,234.50|$7.00|1234.5|$",
        "12,50 €|7,00 €|12.5|€",
        "EUR 5|EUR 6|5|EUR",
        "3.5 kWh|4 kWh|3.5|kWh",
        "(12)|13|-12|parentheses",
        "12-|13|-12|sign"
      })
  void readsUnitsWithAFinding(String one, String other, double value, String told) {
    Reading reading = read(values(";", one, other, one));
    assertThat(Tables.values(reading)[0]).isEqualTo(value);
    assertThat(findings(reading, "unit").getFirst().detail()).contains(told);
  }

  @Test
  void refusesUnitsThatDiffer() {
    assertThat(refusal(values(";", "1 kW", "2 kW", "3 kW", "400 W"))).contains("400 W", "kW");
    assertThat(refusal(values(";", "10%", "11%", "0.12"))).contains("no unit", "%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"date", "timestamp", "@timestamp", "ds", "Datetime", "period"})
  void refusesATimeColumnThatCannotBeRead(String name) {
    assertThat(refusal(name + ",y\nalpha one,1\nbeta two,2\ngamma x,3\n"))
        .contains(name, "alpha one", "2026-01-31");
    assertThat(refusal(name + ",y\n0.13,1\n0.57,2\n0.91,3\n")).contains(name, "0.13");
  }

  /// Only the second half of the rows contains the numbers that distinguish the series.
  @Test
  void findsSeriesOfNumbersInRowsSortedBySeries() {
    StringBuilder text = new StringBuilder("plant,date,output\n");
    for (int plant = 8; plant < 11; plant++)
      for (int i = 0; i < 1500; i++)
        text.append("%d,%s,%d\n".formatted(plant, day(i), 1000 * plant + i % 7));
    Dataset dataset = read(text.toString()).dataset();
    assertThat(ids(dataset)).containsExactly("8", "9", "10");
    assertThat(dataset.columns()).extracting(Column::name).containsExactly("output");
  }

  @Test
  void findsSeveralColumnsThatTellSeriesApartTogether() {
    StringBuilder text = new StringBuilder("date,a,b,y\n");
    for (int i = 0; i < 20; i++)
      for (int a = 1; a <= 2; a++)
        for (int b = 1; b <= 3; b++)
          text.append("%s,%d,0%d,%d\n".formatted(day(i), a, b, (i * 7919 + a * 31 + b) % 1000));
    assertThat(ids(read(text.toString()).dataset()))
        .containsExactly("1/01", "1/02", "1/03", "2/01", "2/02", "2/03");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "sensor_id", "storeId", "Meter No"})
  void aColumnNamedForASeriesIsOneWhereItIsConstant(String name) {
    Dataset dataset =
        read(name + ",date,v\n007,2026-01-01,1\n007,2026-01-02,2\n007,2026-01-03,3\n").dataset();
    assertThat(ids(dataset)).containsExactly("007");
    assertThat(dataset.columns()).extracting(Column::name).containsExactly("v");
  }

  @Test
  void neverKeepsADatasetOfWhichAllValuesContradict() {
    StringBuilder text = new StringBuilder("date,y\n");
    for (int i = 0; i < 10; i++)
      for (int n = 0; n < 5; n++) text.append("%s,%s.5\n".formatted(day(i), i * 10 + n));
    assertThat(refusal(text.toString())).contains("seriesColumn");
  }

  @Test
  void aFewContradictionsDoNotMakeSeries() {
    StringBuilder text = new StringBuilder("date,remark,y\n");
    for (int i = 0; i < 200; i++) text.append("%s,,%d\n".formatted(day(i), i));
    text.append(day(20)).append(",corrected,999\n");
    Reading reading = read(text.toString());
    assertThat(reading.dataset().series()).hasSize(1);
    assertThat(findings(reading, "conflicting-timestamp")).hasSize(1);
  }

  @Test
  void readsWideTablesWithSeveralColumnsBeforeTheTimes() {
    Dataset dataset =
        read("region,shop,lat,2026-01,2026-02,2026-03\nN,a,1.5,1,2,3\nN,b,2.5,4,5,6\nS,a,3.5,7,8,9\n")
            .dataset();
    assertThat(ids(dataset)).containsExactly("N/a", "N/b", "S/a");
    assertThat(dataset.frequency()).hasToString("P1M");
    assertThat(dataset.series().get(2).values()[0]).containsExactly(7, 8, 9);
  }

  @Test
  void namesTheTargetsAndProposesCovariates() {
    Reading reading =
        read(
            "date,sales,promo,flag,level\n2026-01-01,5,0,1,2.5\n2026-01-02,6,1,0,3.5\n2026-01-03,7,0,1,1.5\n");
    Finding finding = findings(reading, "targets").getFirst();
    assertThat(finding.kind()).isEqualTo(Kind.WARNING);
    assertThat(finding.detail())
        .contains("'sales', 'promo', 'flag', 'level' are forecast", "'promo', 'flag' look like");
    assertThat(findings(read(values(",", "1", "2", "3")), "targets").getFirst().kind())
        .isEqualTo(Kind.INFERRED);
  }

  @Test
  void takesTheTimeThatDiffersBetweenRows() {
    StringBuilder text = new StringBuilder("start,stop,when,v\n");
    for (int i = 0; i < 5; i++)
      text.append(
          "2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,%sT00:00:00Z,%d\n".formatted(day(i), i));
    assertThat(Tables.values(read(text.toString()))).containsExactly(0, 1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sep=;\ndate;v\n2026-01-01;1,5\n2026-01-02;2,5\n",
        "# made by a tool\n# in 2026\ndate,v\n2026-01-01,1.5\n# half time\n2026-01-02,2.5\n",
        "date,v\n2026-01-01,1.5\ndate,v\n2026-01-02,2.5\n",
        "# date,v\n2026-01-01,1.5\n2026-01-02,2.5\n",
        "#date,v\n2026-01-01,1.5\n2026-01-02,2.5\n"
      })
  void passesOverWhatIsNoRow(String text) {
    Reading reading = read(text);
    assertThat(Tables.values(reading)).containsExactly(1.5, 2.5);
    assertThat(reading.dataset().columns()).extracting(Column::name).containsExactly("v");
  }

  @Test
  void tellsWhereAQuoteOpensThatDoesNotClose() {
    assertThat(refusal("date,v\n2026-01-01,1\n2026-01-02,\"2\n2026-01-03,3\n"))
        .contains("quote opens in line 3");
    assertThat(
            refusal(
                "date,v\n2026-01-01,1\n2026-01-02,\"2\n2026-01-03,3\n2026-01-04,\"4\n2026-01-05,5\n"))
        .contains("quote opens in line 3");
  }

  @Test
  void givesManyColumnsOfOneNameDifferentNames() {
    int columns = 20_000;
    String header = "a,".repeat(columns - 1) + "a\n";
    String row = "1,".repeat(columns - 1) + "1\n";
    Dataset dataset = read(header + row + row.replace('1', '2')).dataset();
    assertThat(dataset.columns()).hasSize(columns);
    assertThat(dataset.columns().stream().map(Column::name).distinct()).hasSize(columns);
    assertThat(IntStream.range(0, columns))
        .allMatch(c -> dataset.series().getFirst().values()[c][1] == 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "country,2024-01,2024-02,2024-03,Total\nes,1,2,3,6\nfr,4,5,6,15\n",
        "country,2024-01,2024-02,2024-03,note\nes,1,2,3,good\nfr,4,5,6,\n",
        "country,2024-01,2024-02,2024-03,\nes,1,2,3,\nfr,4,5,6,\n"
      })
  void aColumnBehindTheTimesOfAWideTableIsLeftOutAndTold(String text) {
    Reading reading = read(text);
    assertThat(ids(reading.dataset())).containsExactly("es", "fr");
    assertThat(reading.dataset().frequency()).hasToString("P1M");
    assertThat(Tables.values(reading)).containsExactly(1, 2, 3);
    assertThat(reading.report().findings())
        .extracting(Finding::kind, Finding::subject)
        .filteredOn(each -> each.toList().getFirst() == Kind.DROPPED)
        .hasSize(1);
  }

  @Test
  void aPanelOfManySeriesIsRead() {
    StringBuilder text = new StringBuilder("date,code,v\n");
    for (int day = 0; day < 2; day++)
      for (int s = 0; s < 30_490; s++)
        text.append(day(day)).append(",item-").append(s).append(",1\n");
    assertThat(read(text.toString()).dataset().series()).hasSize(30_490);
  }

  @Test
  void irregularDaysAreNotTakenForAChangeOfClocks() {
    assertThat(
            refusal(
                "date,v\n2024-02-01,1\n2024-02-08,2\n2024-04-03,3\n2024-04-10,4\n2024-06-05,5\n"))
        .contains("not evenly spaced")
        .doesNotContain("timeZone");
  }

  @Test
  void stepsThatJsonCannotCarryAreRefused() {
    StringBuilder text = new StringBuilder("t,v\n");
    for (int i = 0; i < 20; i++)
      text.append(9_000_000_000_000_000_000L + i * 10_000_000_000_000_000L).append(",1\n");
    assertThat(refusal(text.toString())).contains("9007199254740991");
  }
}
