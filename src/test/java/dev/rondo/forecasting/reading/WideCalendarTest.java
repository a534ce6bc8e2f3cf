package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.findings;
import static dev.rondo.forecasting.reading.Tables.ids;
import static dev.rondo.forecasting.reading.Tables.read;
import static dev.rondo.forecasting.reading.Tables.span;
import static dev.rondo.forecasting.reading.Tables.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.Report.Kind;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wide tables in which the row and the column together give the time.
class WideCalendarTest {
  private static final String MONTHS = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";

  private static String joined(int from, int to, IntFunction<String> name) {
    return IntStream.range(from, to).mapToObj(name).collect(Collectors.joining(","));
  }

  /// Rows of consecutive numbers.
  private static String table(String header, int columns, List<String> rows) {
    StringBuilder text = new StringBuilder(header).append('\n');
    int next = 0;
    for (String row : rows) {
      int from = next;
      next += columns;
      text.append(row).append(',').append(joined(from, next, Integer::toString)).append('\n');
    }
    return text.toString();
  }

  private static void inOrder(Reading reading, int count) {
    assertThat(values(reading))
        .containsExactly(IntStream.range(0, count).asDoubleStream().toArray());
    assertThat(findings(reading, "layout")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MONTHS,
        "January,February,March,April,May,June,July,August,September,October,November,December",
        "JAN,FEB,MAR,APR,MAY,JUN,JUL,AUG,SEP,OCT,NOV,DEC",
        "Januar,Februar,M\u00e4rz,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
        "M01,M02,M03,M04,M05,M06,M07,M08,M09,M10,M11,M12",
        "1,2,3,4,5,6,7,8,9,10,11,12"
      })
  void readsMonthsBesideYears(String months) {
    for (String year : List.of("Year", "year", "Jahr")) {
      Reading reading = read(table(year + "," + months, 12, List.of("2019", "2020", "2021")));
      inOrder(reading, 36);
      assertThat(span(reading)).isEqualTo("P1M 2019-01-01T00:00:00Z 2021-12-01T00:00:00Z");
      assertThat(findings(reading, "layout").getFirst().kind())
          .isEqualTo(months.startsWith("1") ? Kind.WARNING : Kind.INFERRED);
    }
  }

  @Test
  void readsYearsWithoutAName() {
    inOrder(read(table("season," + MONTHS, 12, List.of("1999", "2000"))), 24);
  }

  @Test
  void readsQuartersAndWeeksBesideYears() {
    assertThat(span(read(table("Year,Q1,Q2,Q3,Q4", 4, List.of("2019", "2020", "2021")))))
        .isEqualTo("P3M 2019-01-01T00:00:00Z 2021-10-01T00:00:00Z");
    String weeks = table("Year," + joined(1, 53, i -> "W" + i), 52, List.of("2021", "2022"));
    assertThat(span(read(weeks))).isEqualTo("P7D 2021-01-04T00:00:00Z 2022-12-26T00:00:00Z");
  }

  private static List<String> dates(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> LocalDate.of(2026, 1, 30).plusDays(i).toString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "%02d:00,0,24",
    "%d:00,0,24",
    "%02d:00,1,25",
    "H%d,1,25",
    "h%02d,0,24",
    "HE%02d,1,25",
    "HE %d,1,25",
    "%d,0,24",
    "%d,1,25",
    "Hour %d,1,25",
    "%02d:00-%02d:00,0,24"
  })
  void readsHoursBesideDates(String pattern, int from, int to) {
    String header = joined(from, to, i -> pattern.formatted(i, i + 1));
    Reading reading = read(table("date," + header, 24, dates(4)));
    inOrder(reading, 96);
    assertThat(span(reading)).isEqualTo("PT1H 2026-01-30T00:00:00Z 2026-02-02T23:00:00Z");
  }

  @Test
  void readsMidnightAfterTheLastHourAsTheEndOfTheDay() {
    String header = joined(1, 25, i -> "%02d:00".formatted(i % 24));
    Reading reading = read(table("date," + header, 24, dates(3)));
    inOrder(reading, 72);
    assertThat(span(reading)).startsWith("PT1H 2026-01-30T00:00:00Z");
  }

  @Test
  void readsHalfHoursBesideDates() {
    String header = joined(0, 48, i -> "%02d:%02d".formatted(i / 2, i % 2 * 30));
    Reading reading = read(table("date," + header, 48, dates(3)));
    inOrder(reading, 144);
    assertThat(span(reading)).startsWith("PT30M 2026-01-30T00:00:00Z");
  }

  @Test
  void readsHoursBesideDatesInSeveralColumns() {
    String header = "year,month,day," + joined(0, 24, i -> "H" + i);
    inOrder(read(table(header, 24, List.of("2026,1,30", "2026,1,31", "2026,2,1"))), 72);
  }

  @ParameterizedTest
  @CsvSource({"'year,month','2026,%d'", "month,2026-%02d"})
  void readsDaysBesideMonths(String names, String pattern) {
    StringBuilder text = new StringBuilder(names + "," + joined(1, 32, Integer::toString) + "\n");
    int day = 0;
    for (int month = 1; month <= 3; month++) {
      text.append(pattern.formatted(month));
      int length = YearMonth.of(2026, month).lengthOfMonth();
      for (int i = 0; i < 31; i++) text.append(',').append(i < length ? "" + day++ : "");
      text.append('\n');
    }
    Reading reading = read(text.toString());
    inOrder(reading, 90);
    assertThat(span(reading)).isEqualTo("P1D 2026-01-01T00:00:00Z 2026-03-31T00:00:00Z");
    assertThat(Tables.refusal(text.toString().replace(",58,,,", ",58,7,,")).detail())
        .contains("no such date");
  }

  @Test
  void readsSeriesOfColumnsBefore() {
    List<String> rows = List.of("a,N,2019", "a,N,2020", "b,N,2019", "b,N,2020");
    Reading reading = read(table("shop,region,Year," + MONTHS, 12, rows));
    assertThat(ids(reading.dataset())).containsExactly("a", "b");
    assertThat(reading.dataset().series().get(1).values()[0]).hasSize(24).startsWith(24, 25);
    Reading hours =
        read(
            table(
                "date,meter," + joined(1, 25, i -> "H" + i),
                24,
                List.of("2026-01-01,7", "2026-01-01,8", "2026-01-02,7", "2026-01-02,8")));
    assertThat(ids(hours.dataset())).containsExactly("7", "8");
    assertThat(hours.dataset().series().getFirst().values()[0]).hasSize(48).endsWith(70, 71);
  }

  @Test
  void readsTheLongerPartInTheHeader() {
    String months =
        "Month,2019,2020,2021\n"
            + IntStream.range(0, 12)
                .mapToObj(i -> "%s,%d,%d,%d".formatted(MONTHS.split(",")[i], i, 12 + i, 24 + i))
                .collect(Collectors.joining("\n"));
    Reading reading = read(months);
    inOrder(reading, 36);
    assertThat(span(reading)).startsWith("P1M 2019-01-01T00:00:00Z");
    String hours =
        "hour,2026-01-01,2026-01-02\n"
            + IntStream.range(0, 24)
                .mapToObj(i -> "%d,%d,%d".formatted(i, i, 24 + i))
                .collect(Collectors.joining("\n"));
    inOrder(read(hours), 48);
  }

  @Test
  void leavesOutWhatIsMissingAtTheEndAndBehind() {
    String text =
        "Year,"
            + MONTHS
            + ",Annual\n"
            + "2019,0,1,2,3,4,5,6,7,8,9,10,11,66\n2020,12,13,,15,,,,,,,,,\n";
    Reading reading = read(text);
    assertThat(values(reading)).hasSize(16).endsWith(12, 13, Double.NaN, 15);
    assertThat(findings(reading, "column").getFirst().detail()).contains("'Annual'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Year,Jan,Feb",
        "Year,Jan,Feb,Mar,Apr,May,Jun",
        "date,H1,H2,H3",
        "date,00:00,06:00,12:00",
        "Year,Q1,Q2,Q3",
        "Year,1,2,3,4"
      })
  void partsOfACalendarStayTargets(String header) {
    int columns = header.split(",").length - 1;
    List<String> rows = header.startsWith("Y") ? List.of("2019", "2020", "2021") : dates(3);
    assertThat(read(table(header, columns, rows)).dataset().columns()).hasSize(columns);
  }

  @Test
  void bareNumbersBesideWeeksAreNoHours() {
    List<String> weeks =
        IntStream.range(0, 5)
            .mapToObj(i -> LocalDate.of(2026, 1, 5).plusDays(7L * i).toString())
            .toList();
    Reading reading = read(table("date," + joined(1, 25, Integer::toString), 24, weeks));
    assertThat(reading.dataset().columns()).hasSize(24);
  }

  @Test
  void theUserMayWantTargets() {
    String text = table("Year," + MONTHS, 12, List.of("2019", "2020", "2021"));
    assertThat(read(text, Tables.layout(Layout.LONG)).dataset().columns()).hasSize(12);
    inOrder(read(text, Tables.layout(Layout.WIDE)), 36);
  }

  @Test
  void readsTimesInBracketsAndAfterLetters() {
    String text =
        "Country Name,Country Code,2019 [YR2019],2020 [YR2020],2021 [YR2021]\n"
            + "Chad,TCD,1,2,..\nPeru,PER,4,5,6\n,,,,\nData from a table,,,,\n";
    Reading reading = read(text);
    assertThat(ids(reading.dataset())).containsExactly("Chad", "Peru");
    assertThat(span(reading)).isEqualTo("P1Y 2019-01-01T00:00:00Z 2020-01-01T00:00:00Z");
    assertThat(reading.dataset().series().get(1).values()[0]).containsExactly(4, 5, 6);
    assertThat(findings(reading, "blank-row").getFirst().lines()).contains(5L);
    for (String pattern : List.of("X%d", "Y%d", "%dQ1 [%<dQ1]", "%dM01 [%<dM01]"))
      assertThat(
              read("id," + joined(2019, 2023, pattern::formatted) + "\na,1,2,3,4\nb,5,6,7,8\n")
                  .dataset()
                  .frequency())
          .as(pattern)
          .hasToString("P1Y");
  }
}
