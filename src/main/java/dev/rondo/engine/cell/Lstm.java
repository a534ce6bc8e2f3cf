package dev.rondo.engine.cell;

/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000).
public record Lstm() implements Cell {}
