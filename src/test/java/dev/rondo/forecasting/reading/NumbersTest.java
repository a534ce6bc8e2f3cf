package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.faults;
import static dev.rondo.forecasting.reading.Tables.findings;
import static dev.rondo.forecasting.reading.Tables.read;
import static dev.rondo.forecasting.reading.Tables.refusal;
import static dev.rondo.forecasting.reading.Tables.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.reading.Report.Kind;
import dev.rondo.forecasting.reading.UnreadableException.Fault;
import dev.rondo.forecasting.series.DecimalSeparator;
import dev.rondo.forecasting.series.TableColumns;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The style of numbers, and cells that are not numbers.
class NumbersTest {
  private static final char NUL = 0;

  private static String table(String... cells) {
    StringBuilder text = new StringBuilder("date;v\n");
    for (int i = 0; i < cells.length; i++)
      text.append(LocalDate.of(2026, 1, 1).plusDays(i)).append(';').append(cells[i]).append('\n');
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({"POINT,1.234", "COMMA,1234"})
  void theParameterDecides(DecimalSeparator decimal, double value) {
    Reading reading = read(table("1.234", "2.345", "3.456"), Tables.numbers(decimal, null));
    assertThat(values(reading)[0]).isEqualTo(value);
    assertThat(findings(reading, "thousands").getFirst().kind()).isEqualTo(Kind.INFERRED);
    assertThat(Objects.requireNonNull(reading.dataset().table()).decimal()).isEqualTo(decimal);
  }

  @Test
  void aNumberOfTheOtherStyleIsRefusedWithItsLine() {
    Fault fault =
        faults(() ->
                read(table("1,5", "2,5", "1.234,5"), Tables.numbers(DecimalSeparator.POINT, null)))
            .getFirst();
    assertThat(fault.line()).isEqualTo(2);
    assertThat(fault.detail()).contains("decimal");
  }

  @Test
  void whatTheRowsLeaveOpenIsReadAsBefore() {
    var remembered =
        new TableColumns("date", List.of(), List.of("v"), DecimalSeparator.COMMA, null, null, null);
    Reading open = read(table("1.234", "2.345", "3.456"), Tables.numbers(null, remembered));
    assertThat(values(open)[0]).isEqualTo(1234);
    assertThat(Tables.warnings(open)).isEmpty();
    Reading shown = read(table("1.234", "2.5", "3.456"), Tables.numbers(null, remembered));
    assertThat(values(shown)[0]).isEqualTo(1.234);
  }

  @Test
  void wholeNumbersBesideManyInDoubtShowThousands() {
    String[] cells = new String[60];
    for (int i = 0; i < 60; i++)
      cells[i] = i % 10 == 0 ? "9%02d".formatted(i) : "%d.%d".formatted(1 + i % 9, 111 + i % 9);
    assertThat(values(read(table(cells)))[1]).isEqualTo(2112);
    cells[30] = "1234";
    assertThat(values(read(table(cells)))[1]).isEqualTo(2.112);
  }

  @Test
  void withoutEvidenceAPointIsDecimalAndTold() {
    Reading reading = read(table("1.234", "2.345", "3.456"));
    assertThat(values(reading)[0]).isEqualTo(1.234);
    assertThat(findings(reading, "thousands").getFirst().kind()).isEqualTo(Kind.WARNING);
    assertThat(findings(reading, "thousands").getFirst().detail()).contains("decimal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1_", "_001", "1_002", "1.5_", "1e5_"})
  void aNulIsRefusedWithItsLine(String cell) {
    Fault fault = refusal(table("1", "2", cell.replace('_', NUL), "4"));
    assertThat(fault.line()).isEqualTo(4);
    assertThat(fault.detail()).contains("NUL");
  }

  @Test
  void aNulInTheHeaderIsRefused() {
    assertThat(refusal("date,v" + NUL + "\n2026-01-01,1\n2026-01-02,2\n").detail()).contains("NUL");
  }

  @Test
  void theMostNumericColumnIsNamedWhereNoneIsOfNumbers() {
    Fault fault =
        refusal(
            "date,remark,v\n2026-01-01,good,1\n2026-01-02,bad,low\n2026-01-03,bad,high\n2026-01-04,good,high\n");
    assertThat(fault.line()).isEqualTo(3);
    assertThat(fault.column()).isEqualTo(3);
    assertThat(fault.detail()).contains("no column of numbers", "'low'", "'v'");
  }
}
