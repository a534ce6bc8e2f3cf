package dev.rondo.engine.cell;

/// The plain recurrent cell, `h' = f(W x + R h + b)` (Elman 1990).
public record SimpleRnn(Activation activation) implements Cell {}
