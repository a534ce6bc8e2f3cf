package dev.rondo.server.model;

import dev.rondo.engine.network.LayerSummary;
import dev.rondo.forecasting.model.Method;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The layers of a model and their sizes.
record ModelSummary(
    @Schema(example = "notebook") String name,
    @Schema(description = "layers from input to output; shapes without the batch dimension")
        List<LayerSummary> layers,
    @Schema(description = "number of trainable parameters", example = "1282") int parameters,
    @Schema(description = "size of the weights in bytes", example = "5128") long bytes) {
  private static final String COLUMNS = " %-31.31s %-26.26s %-15s%n".replace("%n", "\n");
  private static final int WIDTH = 76;

  static ModelSummary of(StoredModel model) {
    int parameters = (int) model.description().method().numbers();
    return new ModelSummary(
        model.name(),
        layers(model.description().method()),
        parameters,
        (long) parameters * Float.BYTES);
  }

  /// The layers of a network, or the members of an ensemble.
  private static List<LayerSummary> layers(Method method) {
    return switch (method) {
      case Method.TrainedNetwork network -> network.network().summary();
      case Method.TrainedEnsemble trained ->
          trained.ensemble().members().stream()
              .map(one ->
                  new LayerSummary(
                      one.member().name(),
                      "%.0f %%".formatted(100 * one.weight()),
                      List.of(trained.horizon()),
                      one.numbers()))
              .toList();
    };
  }

  /// A table like that of Keras.
  String table() {
    StringBuilder text = new StringBuilder("Model: \"" + name + "\"\n");
    text.append("_".repeat(WIDTH)).append('\n');
    text.append(String.format(Locale.ROOT, COLUMNS, "Layer (type)", "Output Shape", "Param #"));
    text.append("=".repeat(WIDTH)).append('\n');
    for (LayerSummary layer : layers) {
      text.append(
          String.format(
              Locale.ROOT,
              COLUMNS,
              layer.name() + " (" + layer.type() + ")",
              shape(layer.outputShape()),
              grouped(layer.parameters())));
    }
    text.append("=".repeat(WIDTH)).append('\n');
    text.append("Total params: ")
        .append(grouped(parameters))
        .append(" (")
        .append(size(bytes))
        .append(")\n");
    text.append("Trainable params: ")
        .append(grouped(parameters))
        .append(" (")
        .append(size(bytes))
        .append(")\n");
    text.append("Non-trainable params: 0 (0.00 B)\n");
    return text.toString();
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(None, ", ")"));
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String size(long bytes) {
    if (bytes < 1024) return String.format(Locale.ROOT, "%.2f B", (double) bytes);
    if (bytes < 1 << 20) return String.format(Locale.ROOT, "%.2f KB", bytes / 1024.0);
    return String.format(Locale.ROOT, "%.2f MB", bytes / 1024.0 / 1024.0);
  }
}
