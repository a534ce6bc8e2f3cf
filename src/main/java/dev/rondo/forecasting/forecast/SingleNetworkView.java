package dev.rondo.forecasting.forecast;

import dev.rondo.engine.network.LayerTrace;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Trace;
import dev.rondo.engine.network.Tracer;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import dev.rondo.forecasting.scaling.WindowScale;
import dev.rondo.forecasting.trace.NetworkTrace;
import dev.rondo.forecasting.trace.NetworkTrace.PlacedLayer;
import dev.rondo.forecasting.trace.NetworkWeights;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.ArrayList;
import java.util.List;

/// Looks into a network whose specification the user chose.
@SuppressWarnings("ArrayRecordComponent")
record SingleNetworkView(TrainedNetwork trained, Inputs inputs, float[] values)
    implements NetworkView {
  @Override
  public NetworkWeights weights() {
    Network network = trained.network();
    return new NetworkWeights(network.spec.cell(), network.parameters(), values);
  }

  @Override
  public long traceBytes() {
    return Tracer.bytes(trained.network()) + WindowScale.bytes(trained.scales().size());
  }

  @Override
  public NetworkTrace trace(History history, int target, int step) {
    Network network = trained.network();
    WindowLayout layout = trained.layout();
    Tracer tracer = new Tracer(network, values);
    WindowScale scale = new WindowScale(trained.scaling());
    Context context = inputs.context(0, history, layout.horizon());
    layout.history(tracer.batch(), 0, context, scale);
    int quantiles = network.dimensions.quantiles();
    int output = layout.row(step - 1, target) * quantiles + network.dimensions.point();
    Trace trace = tracer.trace(output);
    List<PlacedLayer> layers = new ArrayList<>();
    for (LayerTrace layer : trace.layers()) layers.add(PlacedLayer.of(layer, 1));
    return new NetworkTrace(scale.invert(target, trace.output()), layers);
  }
}
