package dev.rondo.server.forecast;

/// Example bodies of the API description.
final class PredictionExamples {
  static final String RAW =
      """
      {"horizon": 10, "levels": [80, 95],
       "series": [{"id": "a", "values": [0.10, 0.18, 0.25, null, 0.33, 0.34, 0.31, 0.26, 0.18, 0.09]}]}\
      """;

  static final String DATASET =
      """
      {"horizon": 10, "levels": [80, 95], "dataset": {"id": "latest", "series": ["series-00001"]}}\
      """;

  static final String KEPT =
      """
      {"horizon": 10, "keep": true, "dataset": {"id": "latest"}}\
      """;

  static final String CSV =
      """
      series,value
      a,0.10
      a,0.18
      a,0.25
      a,0.30
      a,0.33
      """;

  static final String NDJSON =
      """
      {"series": "a", "value": 0.10}
      {"series": "a", "value": 0.18}
      {"series": "a", "value": 0.25}
      """;

  static final String CSV_ANSWER =
      """
      seriesId,target,step,timestamp,mean,lower80,upper80
      a,,1,2026-01-05T00:00:00Z,0.41,0.29,0.53
      """;

  static final String NDJSON_ANSWER =
      """
      {"seriesId":"a","timestamps":["2026-01-05T00:00:00Z"],"steps":[1],"mean":[0.41],"intervals":[{"level":80.0,"lower":[0.29],"upper":[0.53]}]}
      {"seriesId":"b","timestamps":["2026-01-05T00:00:00Z"],"steps":[1],"mean":[1.2],"intervals":[{"level":80.0,"lower":[0.7],"upper":[1.7]}]}
      """;

  static final String KSERVE =
      """
      {"model": "latest",
       "inputs": [
         {"type": "univariate_time_series", "name": "stock_price", "series": [120, 122, 125, 127, 130, 133, 135], "frequency": "D", "start_timestamp": "2025-06-05T13:10:00Z"},
         {"type": "univariate_time_series", "name": "humidity", "series": [33, 34, 35, 36, 37], "frequency": "D"}],
       "options": {"horizon": 4, "quantiles": [0.1, 0.5, 0.9]}}\
      """;

  private PredictionExamples() {}
}
