package dev.rondo.engine.cell;

/// The gate arithmetic of one time step, pointwise only.
public sealed interface Cell permits SimpleRnn, Lstm, Gru {}
