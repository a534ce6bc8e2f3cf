package dev.rondo.forecasting.model;

import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;

/// All that a user can choose of a model.
///
/// @param seed of everything drawn by chance: initial weights, order of windows, dropout
public record ModelSpec(long seed, WindowSpec window, Split split, Scaler scaler, NetworkSpec network, TrainingSpec training) {}
