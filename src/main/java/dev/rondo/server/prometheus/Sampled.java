package dev.rondo.server.prometheus;

import java.util.Map;

/// The values of one series in the answer of a server.
///
/// @param times in milliseconds since 1970
@SuppressWarnings("ArrayRecordComponent")
record Sampled(Map<String, String> labels, long[] times, double[] values) {}
