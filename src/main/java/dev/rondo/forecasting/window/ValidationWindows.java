package dev.rondo.forecasting.window;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.training.BatchSource;
import dev.rondo.engine.training.Fold;

/// Validation windows whose halves choose weights of their own beside the whole.
public record ValidationWindows(Windows windows, Halves halves) implements BatchSource {
  @Override
  public int size() {
    return windows.size();
  }

  @Override
  public void fill(Batch batch, int[] numbers, int from, int count) {
    windows.fill(batch, numbers, from, count);
  }

  @Override
  public Fold fold(int window) {
    return halves.choice(window);
  }
}
