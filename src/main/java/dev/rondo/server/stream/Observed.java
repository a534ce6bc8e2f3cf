package dev.rondo.server.stream;

/// An observation of a request.
///
/// @param pointer JSON Pointer to it
record Observed(String pointer, StreamObservation observation) {}
