package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks into a [Network] while it computes one window: it runs the passes of the training, without dropout, and reads what they
/// store. It owns its buffers, so only one thread may use it at a time.
public final class Tracer {
  private final Network network;
  private final Batch batch;
  private final NetworkPass pass;

  /// Computes what a decoder reads when it forecasts; null without a decoder.
  private final @Nullable NetworkPass forecast;

  /// Bytes of the buffers of a tracer.
  public static long bytes(Network network) {
    return Arena.bytes(arena -> new Tracer(arena, network));
  }

  /// @param weights copied
  public Tracer(Network network, float[] weights) {
    this(Arena.heap(), network);
    pass.workspace.load(weights);
    if (forecast != null) forecast.workspace.load(weights);
  }

  private Tracer(Arena arena, Network traced) {
    this.network = new Network(traced.spec.withoutDropout(), traced.dimensions);
    this.batch = new Batch(arena, network.dimensions, network.spec.topology(), 1);
    this.pass = pass(arena, Extent.Use.TRACE);
    this.forecast = network.decoder == null ? null : pass(arena, Extent.Use.INFERENCE);
  }

  private NetworkPass pass(Arena arena, Extent.Use use) {
    Workspace workspace = new Workspace(arena, network, Extent.of(1, use));
    return new NetworkPass(Kernels.best(), batch, workspace);
  }

  /// The batch for the window, of which only the inputs and the start are read.
  public Batch batch() {
    return batch;
  }

  /// Runs the window in the batch. A decoder reads its own forecasts, as it does when it forecasts; the gradient counts them as
  /// constants, as in training.
  ///
  /// @param output number of the traced output in `[S, O]`
  public Trace trace(int output) {
    batch.size = 1;
    Workspace workspace = pass.workspace;
    if (forecast != null) feedForecasts(forecast);
    network.forward(pass.over(batch.used()));
    List<LayerTrace> layers = layers();
    float value = workspace.outputs[output * batch.stride];
    Arrays.fill(workspace.dOutputs, 0f);
    workspace.dOutputs[output * batch.stride] = 1f;
    network.backward(pass);
    int main = network.main.layers().size();
    for (int l = 0; l < layers.size(); l++) {
      boolean decodes = l >= main;
      layers.get(l).readGradient(tape(l), decodes ? 0 : batch.start[0]);
    }
    return new Trace(List.copyOf(layers), value);
  }

  /// Sets the targets, which the decoder reads in training, to its point forecasts.
  private void feedForecasts(NetworkPass inference) {
    network.forward(inference.over(batch.used()));
    Dimensions d = network.dimensions;
    float[] outputs = inference.workspace.outputs;
    for (int row = 0; row < batch.targets.length / batch.stride; row++)
      batch.targets[row * batch.stride] = outputs[(row * d.quantiles() + d.point()) * batch.stride];
  }

  private List<LayerTrace> layers() {
    List<LayerTrace> layers = new ArrayList<>();
    boolean vector = network.recipe().input() == Recipe.Input.VECTOR;
    for (RecurrentLayer layer : network.main.layers())
      layers.add(
          LayerTrace.of(layer, tape(layers.size()), vector, batch.start[0], network.mainSteps()));
    if (network.decoder != null)
      for (RecurrentLayer layer : network.decoder.stack().layers())
        layers.add(
            LayerTrace.of(layer, tape(layers.size()), true, 0, network.dimensions.horizon()));
    return layers;
  }

  /// The tape of layer `l`, the layers of a decoder after the others.
  private Tape tape(int l) {
    Workspace workspace = pass.workspace;
    int main = network.main.layers().size();
    if (l < main || workspace.decoder == null) return workspace.main.tape(l);
    return workspace.decoder.stack().tape(l - main);
  }
}
