package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;

/// The values that a module passes to the next one: step t is in slot `(t + first) % slots` of the panels.
record Signal(Panels panels, int first, int slots) {
  /// Step t in slot t.
  static Signal of(Panels panels) {
    return new Signal(panels, 0, Integer.MAX_VALUE);
  }

  int slot(int t) {
    return (t + first) % slots;
  }

  /// The same from step `t` on.
  Signal from(int t) {
    return new Signal(panels, first + t, slots);
  }
}
