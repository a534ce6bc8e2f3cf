package dev.rondo.forecasting.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
  private static final TimeAxis MADRID =
      new TimeAxis(Frequency.parse("PT1H"), ZoneId.of("Europe/Madrid"));

  @ParameterizedTest
  @CsvSource({
    "2017-10-24 00:00:00, 2017-10-24T00:00:00+02:00",
    "2017-10-24 13:30, 2017-10-24T13:30:00+02:00",
    "2017-10-24T13:30:00Z, 2017-10-24T15:30:00+02:00",
    "2017-10-24 13:30:00.250+00:00, 2017-10-24T15:30:00.25+02:00",
    "2017-10-24, 2017-10-24T00:00:00+02:00",
    "2017/10/24, 2017-10-24T00:00:00+02:00",
    "24.10.2017 06:00, 2017-10-24T06:00:00+02:00",
    "10/24/2017, 2017-10-24T00:00:00+02:00",
    "24 Oct 2017, 2017-10-24T00:00:00+02:00",
    "Oct 2017, 2017-10-01T00:00:00+02:00",
    "2017-10, 2017-10-01T00:00:00+02:00",
    "2017 Q4, 2017-10-01T00:00:00+02:00",
    "2017 W43, 2017-10-23T00:00:00+02:00",
    "20171024, 2017-10-24T00:00:00+02:00",
    "2017, 2017-01-01T00:00:00+01:00",
    "' 2017-10-24 ', 2017-10-24T00:00:00+02:00"
  })
  void readsWhatAnUploadReads(String text, String instant) {
    assertThat(MADRID.text(TimeText.position(MADRID, text))).isEqualTo(instant);
  }

  @Test
  void refusesADateThatCouldBeTwo() {
    assertThatThrownBy(() -> TimeText.position(MADRID, "3/4/2017"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2017-04-03")
        .hasMessageContaining("2017-03-04");
  }

  @ParameterizedTest
  @CsvSource({"yesterday", "2017-13-01", "''", "2017-10-24 25:00"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> TimeText.position(MADRID, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a time such as");
  }
}
