package dev.rondo.engine.training;

import java.util.OptionalDouble;

/// Losses at one point of a segment network's training.
///
/// @param step updates so far
/// @param training mean loss of the batches since the last check
/// @param holdOut loss of the averaged weights on the hold-out; empty without one
public record SegmentCheck(
    int step, double training, OptionalDouble holdOut, double learningRate) {}
