package dev.rondo.engine.kernel;

import java.lang.System.Logger.Level;

/// Selects the provider once.
final class KernelChoice {
  static final Kernels CHOSEN = choose(System.getProperty("rondo.kernels", ""));

  private KernelChoice() {}

  private static Kernels choose(String wish) {
    boolean available = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    Kernels kernels =
        switch (wish) {
          case "scalar" -> new ScalarKernels();
          case "vector", "" -> available ? new VectorKernels() : new ScalarKernels();
          default ->
              throw new IllegalArgumentException(
                  "rondo.kernels must be 'vector' or 'scalar', was '" + wish + "'");
        };
    System.getLogger(Kernels.class.getName())
        .log(
            Level.INFO,
            available
                ? "Kernels: " + kernels.description()
                : "Kernels: scalar; start with --add-modules jdk.incubator.vector for the faster ones");
    return kernels;
  }
}
