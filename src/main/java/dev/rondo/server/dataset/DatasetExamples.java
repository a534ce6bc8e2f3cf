package dev.rondo.server.dataset;

/// Example bodies of the API description; each works as it is.
final class DatasetExamples {
  static final String GENERATE =
      """
      {"name": "notebook", "generator": {"type": "sine-waves", "series": 10000, "steps": 51, "noise": 0.1, "seed": 42}}\
      """;

  static final String SEASON =
      """
      {"name": "demand", "generator": {"type": "trend-season", "series": 10, "steps": 730, "level": 100, "trend": 0.05, "season": 7, "amplitude": 20, "noise": 2, "seed": 42}}\
      """;

  static final String CSV =
      """
      date,demand,temperature
      2026-01-01,112.0,3.1
      2026-01-02,118.0,2.4
      2026-01-03,132.0,1.9
      2026-01-04,129.0,2.2
      2026-01-05,121.0,4.0
      2026-01-06,135.0,3.6
      """;

  static final String NDJSON =
      """
      {"time": "2026-01-01", "demand": 112.0}
      {"time": "2026-01-02", "demand": 118.0}
      {"time": "2026-01-03", "demand": 132.0}
      """;

  // Observations after those of the inline series.
  static final String MORE_CSV =
      """
      series,date,value
      a,2026-01-05,121.0
      a,2026-01-06,135.0
      """;

  static final String MORE_NDJSON =
      """
      {"series": "a", "date": "2026-01-07", "value": 128.0}
      {"series": "a", "date": "2026-01-08", "value": 131.5}
      """;

  static final String MORE_INLINE =
      """
      {"series": [{"id": "a", "start": "2026-01-09T00:00:00Z", "values": [140.0, 122.0]}]}\
      """;

  static final String INLINE =
      """
      {"frequency": "P1D", "series": [{"id": "a", "start": "2026-01-01T00:00:00Z", "values": [112.0, 118.0, null, 129.0]}]}\
      """;

  private DatasetExamples() {}
}
