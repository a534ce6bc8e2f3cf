package dev.rondo.server.stream;

/// Example bodies of the API description.
final class StreamExamples {
  static final String STREAM =
      """
      {"modelId": "latest", "expiresAfter": "P30D",
       "series": [{"id": "a", "values": [0.10, 0.18, 0.25, null, 0.33]}]}\
      """;

  static final String OBSERVATIONS =
      """
      [{"seriesId": "a", "value": 0.34},
       {"seriesId": "b", "value": 1.5}]\
      """;

  static final String LINES =
      """
      {"seriesId": "a", "value": 0.34}
      {"seriesId": "b", "value": 1.5}
      """;

  static final String CSV_ANSWER =
      """
      seriesId,target,step,timestamp,mean,lower80,upper80
      a,,1,,0.35,0.28,0.42
      b,,1,,1.4,0.9,1.9
      """;

  static final String NDJSON_ANSWER =
      """
      {"seriesId":"a","steps":[1],"mean":[0.35],"median":[0.35],"intervals":[{"level":80.0,"lower":[0.28],"upper":[0.42]}],"quantiles":[]}
      {"seriesId":"b","steps":[1],"mean":[1.4],"median":[1.4],"intervals":[{"level":80.0,"lower":[0.9],"upper":[1.9]}],"quantiles":[]}
      """;

  static final String EVENTS =
      """
      id: 8
      event: forecasts
      data: {"modelId":"0198...","warnings":[],"levels":[80.0],"forecasts":[{"seriesId":"a","timestamps":["2026-01-07T00:00:00Z"],"steps":[1],"mean":[0.35],"median":[0.35],"intervals":[{"level":80.0,"lower":[0.28],"upper":[0.42]}]}]}

      """;

  private StreamExamples() {}
}
