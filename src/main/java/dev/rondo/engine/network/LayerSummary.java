package dev.rondo.engine.network;

/// One line of a network's summary.
///
/// @param name for example `simple_rnn_1`
/// @param type for example `SimpleRNN`
/// @param outputShape without the batch: `[units]` or `[steps, units]`
/// @param parameters number of trainable parameters
public record LayerSummary(
    String name, String type, java.util.List<Integer> outputShape, int parameters) {}
