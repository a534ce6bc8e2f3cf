package dev.rondo.forecasting.reading;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Infers the use of a column from its name.
final class ColumnNames {
  private static final Set<String> TIMES =
      Set.of(
          "ds",
          "date",
          "datetime",
          "date_time",
          "date time",
          "dates",
          "dt",
          "time",
          "times",
          "timestamp",
          "timestamps",
          "time_stamp",
          "@timestamp",
          "_time",
          "ts",
          "t",
          "step",
          "steps",
          "year",
          "jahr",
          "datum",
          "zeit",
          "zeitpunkt",
          "zeitstempel",
          "uhrzeit",
          "period",
          "week",
          "day",
          "month",
          "quarter",
          "monat",
          "woche",
          "tag",
          "quartal",
          "time_step",
          "timestep",
          "time_idx",
          "epoch",
          "unixtime",
          "unix_time",
          "fecha",
          "data",
          "date/time",
          "datetime_utc",
          "utc",
          "year_month",
          "yearmonth",
          "date_utc",
          "time_utc");
  private static final Set<String> ROW_NUMBERS =
      Set.of(
          "no", "no.", "nr", "nr.", "row", "rownum", "row_number", "index", "id", "lfd. nr.", "#");

  /// Names that only series columns have.
  private static final Set<String> SERIES =
      Set.of("unique_id", "series_id", "series", "item_id", "series_name", "ts_id", "tsid");

  private static final Set<String> ENTITIES =
      Set.of(
          "id",
          "key",
          "store",
          "shop",
          "item",
          "product",
          "sku",
          "article",
          "customer",
          "client",
          "sensor",
          "meter",
          "device",
          "machine",
          "station",
          "site",
          "branch",
          "warehouse",
          "outlet",
          "household",
          "ticker",
          "symbol",
          "isin",
          "filiale",
          "artikel",
          "produkt",
          "kunde",
          "standort",
          "material",
          "dept",
          "department",
          "zone",
          "host");
  private static final Pattern ENTITY =
      Pattern.compile(".+[ _.-](id|key|no|nr|code|sku)|.*[a-z](Id|ID|Key|Nr|Code)");
  private static final Pattern MEASURE =
      Pattern.compile(
          "(.*[ _.-])?(y|value|values|wert|sales|umsatz|amount|betrag|price|preis|demand|quantity|qty|menge|count|anzahl|load|last|revenue|total|sum|units|volume|power|energy|temperature|temp|score|rate|target|visitors|passengers)([ _.-].*)?");
  private static final Pattern COVARIATE =
      Pattern.compile(
          ".*(promo|holiday|feiertag|ferien|event|campaign|discount|rabatt|weekend|weekday|dayofweek|day_of_week|temperature|temperatur|humidity|weather|wetter|rainfall|precipitation|snow|wind|price|preis|open|closed|school|is_|calendar).*|temp|rain|hour|month|day|week|quarter|year|dow|wday|onpromotion|flag");

  private ColumnNames() {}

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  static boolean isTime(String name) {
    return TIMES.contains(lower(name));
  }

  static boolean isRowNumber(String name) {
    String lower = lower(name);
    return ROW_NUMBERS.contains(lower) || lower.startsWith("unnamed") || lower.equals("column-1");
  }

  /// Whether the column identifies series, whatever its cells are.
  static boolean isSeries(String name) {
    return SERIES.contains(lower(name));
  }

  /// Whether the column may name what is measured, such as `store` or `sensorId`.
  static boolean isEntity(String name) {
    return isSeries(name)
        || ENTITIES.contains(lower(name))
        || ENTITY.matcher(name.strip()).matches()
        || ENTITY.matcher(lower(name)).matches();
  }

  /// Whether the column is a measurement rather than an id.
  static boolean isMeasure(String name) {
    return MEASURE.matcher(lower(name)).matches() || isCovariate(name);
  }

  /// Whether the name is that of an explanatory variable rather than of a target.
  static boolean isCovariate(String name) {
    return COVARIATE.matcher(lower(name)).matches();
  }
}
