package dev.rondo.server.prometheus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of a server to a range query.
///
/// @param errorType kind of the failure; null if the query succeeded
/// @param error reason of the failure; null if the query succeeded
/// @param resultType kind of the result; null if there is none
/// @param histograms whether a series has native histograms, whose values are left out
/// @param warnings what the server warns of
record ServerAnswer(
    @Nullable String errorType,
    @Nullable String error,
    @Nullable String resultType,
    List<Sampled> series,
    boolean histograms,
    List<String> warnings) {}
