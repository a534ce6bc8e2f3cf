package dev.rondo.engine.network;

import java.util.List;

/// What a network computed for one window, and how one of its outputs depends on it.
///
/// @param layers recurrent layers from input to output, those of an encoder before those of a decoder
/// @param output the traced output
public record Trace(List<LayerTrace> layers, float output) {}
