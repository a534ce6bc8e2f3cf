package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.column;
import static dev.rondo.forecasting.reading.Tables.faults;
import static dev.rondo.forecasting.reading.Tables.finding;
import static dev.rondo.forecasting.reading.Tables.read;
import static dev.rondo.forecasting.reading.Tables.repairs;
import static dev.rondo.forecasting.reading.Tables.start;
import static dev.rondo.forecasting.reading.Tables.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.reading.ReadingOptions.OnDuplicate;
import dev.rondo.forecasting.reading.ReadingOptions.OnGap;
import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.reading.UnreadableException.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rows that are out of order, repeated, missing, or at times that a clock leaves out.
class RepairsTest {
  private static final double NAN = Double.NaN;

  private static final ReadingOptions NONE = ReadingOptions.NONE;

  @Test
  void readsTheHourThatOccursTwice() {
    String text =
        column("2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 02:00", "2024-10-27 03:00");
    Reading reading = read(text, repairs("Europe/Madrid", null, null));
    assertThat(values(reading)).containsExactly(1, 2, 3, 4);
    assertThat(start(reading)).isEqualTo("2024-10-27T01:00:00+02:00");
  }

  @Test
  void readsTheHourThatDoesNotOccur() {
    Reading reading =
        read(
            column("2024-03-31 01:00", "2024-03-31 03:00", "2024-03-31 04:00"),
            repairs("Europe/Madrid", null, null));
    assertThat(values(reading)).containsExactly(1, 2, 3);
    List<Fault> faults =
        faults(() ->
            read(
                column("2024-03-31 01:00", "2024-03-31 02:00", "2024-03-31 03:00"),
                repairs("Europe/Madrid", null, null)));
    assertThat(faults).extracting(Fault::line).containsExactly(3L);
  }

  @Test
  void sortsRows() {
    Reading reading = read(column("2026-01-03", "2026-01-01", "2026-01-02"), NONE);
    assertThat(values(reading)).containsExactly(2, 3, 1);
    assertThat(finding(reading, "unsorted-rows").kind()).isEqualTo(Report.Kind.REPAIRED);
  }

  @Test
  void takesRowsThatRepeatOnce() {
    Reading reading =
        read("time,y\n2026-01-01,1\n2026-01-02,2\n2026-01-02,2\n2026-01-03,3\n", NONE);
    assertThat(values(reading)).containsExactly(1, 2, 3);
    assertThat(finding(reading, "duplicate-timestamp").lines()).containsExactly(4L);
  }

  private static final String CONFLICT =
      "time,y\n2026-01-01,1\n2026-01-02,2\n2026-01-02,4\n2026-01-03,3\n";

  @Test
  void doesNotChooseBetweenValuesInSilence() {
    Reading reading = read(CONFLICT, NONE);
    assertThat(values(reading)).containsExactly(1, NAN, 3);
    Finding finding = finding(reading, "conflicting-timestamp");
    assertThat(finding.kind()).isEqualTo(Report.Kind.WARNING);
    assertThat(finding.lines()).containsExactly(3L, 4L);
  }

  @ParameterizedTest
  @CsvSource({"FIRST,2", "LAST,4", "MEAN,3"})
  void choosesBetweenValuesAsTold(OnDuplicate rule, double value) {
    assertThat(values(read(CONFLICT, repairs(null, rule, null)))).containsExactly(1, value, 3);
  }

  @Test
  void refusesRepeatsWhenTold() {
    assertThat(faults(() -> read(CONFLICT, repairs(null, OnDuplicate.FAIL, null))))
        .extracting(Fault::line)
        .containsExactly(4L);
  }

  private static final String GAP =
      "time,y\n2026-01-01,1\n2026-01-02,2\n2026-01-05,5\n2026-01-06,6\n2026-01-07,7\n";

  @Test
  void fillsGaps() {
    Reading reading = read(GAP, NONE);
    assertThat(values(reading)).containsExactly(1, 2, NAN, NAN, 5, 6, 7);
    assertThat(finding(reading, "gap").count()).isEqualTo(2);
    assertThat(finding(reading, "gap").lines()).containsExactly(4L);
    assertThat(values(read(GAP, repairs(null, null, OnGap.INTERPOLATE))))
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(faults(() -> read(GAP, repairs(null, null, OnGap.FAIL))))
        .extracting(Fault::line)
        .containsExactly(4L);
  }

  @Test
  void refusesTimesWithoutAStep() {
    List<Fault> faults =
        faults(() ->
            read(
                column(
                    "2026-01-01 00:00", "2026-01-01 01:13", "2026-01-01 03:02", "2026-01-01 03:09"),
                NONE));
    assertThat(faults.getFirst().detail()).contains("evenly spaced");
  }

  @Test
  void refusesSeriesOfSeveralFrequencies() {
    StringBuilder text = new StringBuilder("id,time,y\n");
    for (int i = 1; i <= 12; i++)
      text.append("monthly,2026-%02d-01,1\n".formatted(i))
          .append("daily,2026-01-%02d,1\n".formatted(i));
    assertThat(faults(() -> read(text.toString(), NONE)).getFirst().detail())
        .contains("P1D", "P1M", "monthly", "daily");
  }
}
