package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.column;
import static dev.rondo.forecasting.reading.Tables.faults;
import static dev.rondo.forecasting.reading.Tables.finding;
import static dev.rondo.forecasting.reading.Tables.read;
import static dev.rondo.forecasting.reading.Tables.start;
import static dev.rondo.forecasting.reading.Tables.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.UnreadableException.Fault;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a table holds, whatever its delimiter, encoding and layout.
class DatasetReaderTest {
  private static final double NAN = Double.NaN;

  private static final ReadingOptions NONE = ReadingOptions.NONE;

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|'})
  void findsTheDelimiter(char delimiter) {
    Reading reading =
        read(
            "time,a,b\n2026-01-01,1,4\n2026-01-02,2,5\n2026-01-03,3,6\n".replace(',', delimiter),
            NONE);
    assertThat(reading.dataset().columns())
        .containsExactly(new Column("a", Role.TARGET), new Column("b", Role.TARGET));
    assertThat(reading.dataset().series().getFirst().values())
        .isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(reading.dataset().frequency()).isEqualTo(Frequency.parse("P1D"));
    assertThat(start(reading)).isEqualTo("2026-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void findsTheEncoding(String charset) {
    String mark = charset.equals("windows-1252") ? "" : "\ufeff";
    Reading reading =
        read(
            (mark + "Tag;Wärme\r\n2026-01-01;1\r\n2026-01-02;2\r\n")
                .getBytes(Charset.forName(charset)),
            NONE);
    assertThat(reading.dataset().columns()).extracting(Column::name).containsExactly("Wärme");
    assertThat(values(reading)).containsExactly(1, 2);
  }

  @Test
  void readsDecimalCommasAndThousands() {
    Reading reading =
        read(
            "Zeit;Last\n01.02.2026 00:00;3.935,38\n01.02.2026 01:00;-0,5\n01.02.2026 02:00;12.000\n",
            NONE);
    assertThat(values(reading)).containsExactly(3935.38, -0.5, 12_000);
    assertThat(start(reading)).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(finding(reading, "decimal-comma").kind()).isEqualTo(Report.Kind.INFERRED);
  }

  @Test
  void readsNumbersExactly() {
    String[] numbers = {
      "0.1",
      "5.827000141143799",
      "1e-3",
      "-12.50",
      "1,234.5",
      "123456789012345678901",
      "+7",
      ".5",
      "3."
    };
    StringBuilder text = new StringBuilder("t;y\n");
    for (int i = 0; i < numbers.length; i++)
      text.append(i).append(';').append(numbers[i]).append('\n');
    assertThat(values(read(text.toString(), NONE)))
        .containsExactly(
            0.1, 5.827000141143799, 1e-3, -12.5, 1234.5, 123456789012345678901.0, 7, 0.5, 3);
  }

  @Test
  void readsMarkersAsMissing() {
    String text =
        "t,y\n1,\n2,NA\n3,N/A\n4,n/a\n5,null\n6,NULL\n7,None\n8,-\n9,--\n10,?\n11,NaN\n12,nan\n13,.\n14,14\n15,\" 15 \"\n";
    double[] values = values(read(text, NONE));
    assertThat(Arrays.copyOf(values, 13)).containsOnly(NAN);
    assertThat(Arrays.copyOfRange(values, 13, 15)).containsExactly(14, 15);
  }

  @Test
  void doubtsValuesWithQuestionMarks() {
    Reading reading = read("time,y\n2026-01-01,1\n2026-01-02,?0.2\n2026-01-03,3\n", NONE);
    assertThat(values(reading)).containsExactly(1, NAN, 3);
    assertThat(finding(reading, "question-mark").lines()).containsExactly(3L);
  }

  @Test
  void readsYesAndNo() {
    assertThat(values(read("t,holiday\n1,ja\n2,nein\n3,\n4,ja\n", NONE)))
        .containsExactly(1, 0, NAN, 1);
  }

  @Test
  void passesOverWhatStandsAroundTheTable() {
    Reading reading =
        read(
            "# a title, with a comma\n\nMonth\ty\nJan 1949\t1\nFeb 1949\t2\n\nSource: a book\n",
            NONE);
    assertThat(values(reading)).containsExactly(1, 2);
    assertThat(finding(reading, "trailing-lines").lines()).containsExactly(7L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2026-01-30;2026-01-31;2026-02-01;2026-01-30T00:00:00Z;P1D",
        "2026-01-01 00:00;2026-01-01 00:30;2026-01-01 01:00;2026-01-01T00:00:00Z;PT30M",
        "2026-01-01T00:00:00.000+1100;2025-12-31 14:00:00Z;2026-01-01T02:00:00+11:00;2025-12-31T13:00:00Z;PT1H",
        "2026/01/01;2026/01/02;2026/01/03;2026-01-01T00:00:00Z;P1D",
        "20260131;20260228;20260331;2026-01-31T00:00:00Z;P1M",
        "01.02.2026;02.02.2026;03.02.2026;2026-02-01T00:00:00Z;P1D",
        "1/30/26;1/31/26;2/1/26;2026-01-30T00:00:00Z;P1D",
        "30/1/26;31/1/26;1/2/26;2026-01-30T00:00:00Z;P1D",
        "1/2/2026 11:00 AM;1/2/2026 12:00 PM;1/2/2026 1:00 PM;2026-01-02T11:00:00Z;PT1H",
        "Dec 1948;Jan 1949;Feb 1949;1948-12-01T00:00:00Z;P1M",
        "30 Dec 2025;31 Dec 2025;1 Jan 2026;2025-12-30T00:00:00Z;P1D",
        "1991 W52;1992 W01;1992 W02;1991-12-23T00:00:00Z;P7D",
        "1991 Q4;1992 Q1;1992 Q2;1991-10-01T00:00:00Z;P3M",
        "1991;1992;1993;1991-01-01T00:00:00Z;P1Y",
        "2026-01;2026-02;2026-03;2026-01-01T00:00:00Z;P1M",
        "1767225600;1767229200;1767232800;2026-01-01T00:00:00Z;PT1H",
        "-6974035200000;-6971356800000;-6968937600000;1749-01-01T00:00:00Z;P1M",
        "5;6;7;5;step"
      })
  void readsTimes(String first, String second, String third, String start, String frequency) {
    Reading reading = read("time;y\n%s;1\n%s;2\n%s;3\n".formatted(first, second, third), NONE);
    assertThat(values(reading)).containsExactly(1, 2, 3);
    assertThat(start(reading)).isEqualTo(start);
    assertThat(reading.dataset().frequency()).hasToString(frequency);
  }

  @Test
  void putsTimesTogetherFromParts() {
    Reading reading =
        read(
            "No,year,month,day,hour,y,wind\n1,2025,12,31,22,1,NW\n2,2025,12,31,23,2,SE\n3,2026,1,1,0,3,NW\n",
            NONE);
    assertThat(reading.dataset().columns()).extracting(Column::name).containsExactly("y");
    assertThat(start(reading)).isEqualTo("2025-12-31T22:00:00Z");
    assertThat(reading.report().findings())
        .filteredOn(one -> one.kind() == Report.Kind.DROPPED)
        .hasSize(2);
  }

  @Test
  void readsSeriesOfDifferentLengthsWithRoles() {
    String text =
        "store,date,sales,promo,visitors\nnorth,2026-01-01,1,0,10\nnorth,2026-01-02,2,1,11\nnorth,2026-01-03,3,0,12\nsouth,2026-01-02,4,1,13\nsouth,2026-01-03,5,0,14\n";
    var roles =
        Tables.options(
            new NamedColumns(
                null, List.of(), List.of("sales"), List.of("promo"), List.of(), List.of()),
            null,
            null);
    Dataset dataset = read(text, roles).dataset();
    assertThat(dataset.columns())
        .containsExactlyInAnyOrder(
            new Column("sales", Role.TARGET),
            new Column("promo", Role.FUTURE_COVARIATE),
            new Column("visitors", Role.PAST_COVARIATE));
    assertThat(dataset.columns().getFirst().role()).isEqualTo(Role.TARGET);
    assertThat(dataset.series()).extracting(Series::id).containsExactly("north", "south");
    assertThat(dataset.series()).extracting(Series::steps).containsExactly(3, 2);
  }

  @Test
  void readsWideRowsThatEndEarly() {
    Dataset dataset =
        read("\"id\",\"V1\",\"V2\",\"V3\"\n\"a\",1,2,3\n\"b\",4,5,\n\"c\",6,,\n", NONE).dataset();
    assertThat(dataset.frequency()).isEqualTo(Frequency.STEP);
    assertThat(dataset.series()).extracting(Series::steps).containsExactly(3, 2, 1);
    assertThat(dataset.series().getFirst().start()).isEqualTo(1);
  }

  @Test
  void readsWideRowsUnderDates() {
    Dataset dataset = read("id,2026-01,2026-02,2026-03\na,1,2,3\nb,4,,6\n", NONE).dataset();
    assertThat(dataset.frequency()).hasToString("P1M");
    assertThat(dataset.series().get(1).values()[0]).containsExactly(4, NAN, 6);
  }

  @Test
  void readsAColumnForEachSeriesWhenTold() {
    var wide = Tables.layout(Layout.WIDE);
    Dataset dataset = read("time,a,b\n2026-01-01,1,3\n2026-01-02,2,4\n", wide).dataset();
    assertThat(dataset.series()).extracting(Series::id).containsExactly("a", "b");
    assertThat(dataset.series().get(1).values()).isDeepEqualTo(new double[][] {{3, 4}});
  }

  @Test
  void tellsAllFaultsAtOnce() {
    List<Fault> faults =
        faults(() ->
            read(
                "time,y\n2026-01-01,1\n2026-01-02,2x\n2026-01-03\n2026-13-04,4\n2026-01-05,5,6\n2026-01-06,6\n2026-01-07,7\n",
                NONE));
    assertThat(faults).extracting(Fault::line).containsExactly(3L, 4L, 5L, 6L);
    assertThat(faults).extracting(Fault::column).containsExactly(2, null, 1, null);
  }

  @Test
  void refusesColumnsThatAreNotThere() {
    var unknown = Tables.options(Tables.timeColumn("when"), null, null);
    assertThat(faults(() -> read(column("2026-01-01", "2026-01-02"), unknown)).getFirst().detail())
        .contains("when", "time, y");
  }

  @Test
  void refusesWhatHasNoRows() {
    assertThat(faults(() -> read("", NONE)).getFirst().detail()).contains("empty");
    assertThat(faults(() -> read("time,y\n", NONE)).getFirst().detail()).contains("no row");
  }

  @Test
  void readsRowsPartedAlready() {
    var rows =
        List.of(
            new DatasetReader.Row(1, Arrays.asList("2026-01-01", "1")),
            new DatasetReader.Row(2, Arrays.asList("2026-01-02", null)),
            new DatasetReader.Row(3, Arrays.asList("2026-01-03", "3")));
    assertThat(values(DatasetReader.rows(List.of("time", "y"), rows.iterator(), NONE)))
        .containsExactly(1, NAN, 3);
  }

  @Test
  void countsRowsWithoutTimes() {
    Reading reading = read("a,b\n0.5,1\n0.7,2\n0.6,4\n", NONE);
    assertThat(reading.dataset().frequency()).isEqualTo(Frequency.STEP);
    assertThat(values(reading)).containsExactly(0.5, 0.7, 0.6);
  }

  @Test
  void tellsSeriesApartByNumbers() {
    Dataset dataset =
        read("store,week,y\n7,2026-01-05,1\n7,2026-01-12,2\n8,2026-01-05,3\n8,2026-01-12,4\n", NONE)
            .dataset();
    assertThat(dataset.series()).extracting(Series::id).containsExactly("7", "8");
    assertThat(dataset.frequency()).hasToString("P7D");
  }

  @Test
  void refusesRowsNothingTellsApart() {
    List<Fault> faults =
        faults(() ->
            read(
                "week,y\n2026-01-05,1\n2026-01-05,2\n2026-01-12,3\n2026-01-12,4\n2026-01-19,5\n2026-01-19,6\n",
                NONE));
    assertThat(faults.getFirst().line()).isEqualTo(3);
    assertThat(faults.getFirst().detail()).contains("seriesColumn");
  }

  @Test
  void readsABareColumnOfNumbers() {
    assertThat(values(read("1\n2\n3\n", NONE))).containsExactly(1, 2, 3);
  }

  @Test
  void dropsColumnsWithoutValues() {
    Reading reading = read("time,y,z\n2026-01-01,1,\n2026-01-02,2,\n", NONE);
    assertThat(reading.dataset().columns()).extracting(Column::name).containsExactly("y");
    assertThat(finding(reading, "column").detail()).contains("'z'");
  }
}
