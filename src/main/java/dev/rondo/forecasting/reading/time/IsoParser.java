package dev.rondo.forecasting.reading.time;

/// ISO 8601 with dashes, slashes or dots, and its basic form without.
final class IsoParser extends TimeParser {
  /// The date read last, as a number of eight digits, and its first millisecond: many rows are of one day.
  private int lastDate = -1;

  private long lastDay;

  /// Whether a month of one digit after its year has been read, so that such numbers may be quarters: 2026/1.
  private boolean shortMonths;

  IsoParser(TimeFormat format) {
    super(format);
  }

  @Override
  long read() {
    return format == TimeFormat.BASIC ? basic() : iso();
  }

  /// The commonest shape, 2026-01-31T13:00:00 with or without a Z or an offset, in one pass; anything else goes the
  /// long way.
  private long iso() {
    int from = at;
    if (to - from < 19
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || text[from + 10] != 'T' && text[from + 10] != ' '
        || text[from + 13] != ':'
        || text[from + 16] != ':') return anyIso();
    int century = two(from);
    int year = two(from + 2);
    int month = two(from + 5);
    int day = two(from + 8);
    int hour = two(from + 11);
    int minute = two(from + 14);
    int second = two(from + 17);
    if ((century | year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 59) return anyIso();
    int date = ((century * 100 + year) * 100 + month) * 100 + day;
    if (date != lastDate) {
      lastDay = CivilDate.of(century * 100 + year, month, day);
      lastDate = date;
    }
    if (lastDay == BAD) return BAD;
    long time = lastDay + hour * 3_600_000L + minute * 60_000L + second * 1000L;
    int rest = to - from - 19;
    if (rest == 1 && text[from + 19] == 'Z') {
      offset = true;
      offsetMilliseconds = 0;
    } else if (rest > 0) {
      char follows = text[from + 19];
      if (follows != '+' && follows != '-') return anyIso();
      at = from + 19;
      clock = true;
      return ZoneText.read(this) ? time - offsetMilliseconds() : BAD;
    }
    clock = true;
    at = to;
    return time;
  }

  /// The number of two digits, negative if there are none.
  private int two(int place) {
    int tens = text[place] - '0';
    int ones = text[place + 1] - '0';
    return (tens | ones | 9 - tens | 9 - ones) < 0 ? -1 : tens * 10 + ones;
  }

  private long anyIso() {
    int year = digits();
    if (width != 4 || at == to) return BAD;
    char dash = text[at];
    if (dash != '-' && dash != '/' && dash != '.') return BAD;
    at++;
    int month = digits();
    if (dash == '-' && width == 3) return withClock(dayOfYear(year, month));
    if (width < 1 || width > 2) return BAD;
    if (at == to) return dash == '.' ? BAD : month(year, month);
    if (text[at++] != dash) return BAD;
    int dayOfMonth = digits();
    if (width < 1 || width > 2) return BAD;
    return withClock(CivilDate.of(year, month, dayOfMonth));
  }

  /// A month or quarter; which of them, the whole column decides.
  private long month(int year, int number) {
    boolean two = width == 2;
    shortMonths |= !two;
    if (!shortMonths || number < 1 || number > 12) return CivilDate.of(year, number, 1);
    open = true;
    return Packed.of(number, 0, year, 0, 0, two && number < 10 ? Packed.ISO_MONTH : Packed.PLAIN);
  }

  static long dayOfYear(int year, int day) {
    if (day < 1 || day > java.time.Year.of(year).length()) return BAD;
    return CivilDate.of(year, 1, 1) + (day - 1) * CivilDate.DAY;
  }

  private long basic() {
    int date = digits();
    if (width != 8 || date < 10_000_000 || at == to) return BAD;
    return withClock(CivilDate.of(date / 10_000, date / 100 % 100, date % 100));
  }
}
