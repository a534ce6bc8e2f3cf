package dev.rondo.engine.cell;

/// The gated recurrent unit (Cho et al. 2014), reset after the recurrent product.
public record Gru() implements Cell {}
