package dev.rondo.forecasting.trace;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.network.Parameter;
import java.util.List;

/// The weights of a network.
///
/// @param cell the cell of its recurrent layers
/// @param matrices the matrices in `values`, in order
/// @param values neither copied nor changed
@SuppressWarnings("ArrayRecordComponent")
public record NetworkWeights(Cell cell, List<Parameter> matrices, float[] values) {}
