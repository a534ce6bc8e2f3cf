package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Kernels.Steps;
import dev.rondo.engine.kernel.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A recurrent network: the shape of its parameters and the arithmetic of a batch. It holds no weights and no memory; one
/// network serves many threads.
public final class Network {
  public final NetworkSpec spec;
  public final Dimensions dimensions;
  final Stack main;
  final @Nullable Stack decoder;
  final @Nullable Dense head;

  /// Throws [IllegalArgumentException] where the network has no head and its last layer is not as wide as the outputs.
  public Network(NetworkSpec spec, Dimensions dimensions) {
    this.spec = spec;
    this.dimensions = dimensions;
    Dropout dropout = new Dropout(spec.dropout());
    this.main = Stack.at(0, "layers", spec.cell(), dimensions.inputs(), spec.units(), dropout);
    int at = main.parameterCount();
    this.decoder =
        spec.topology() instanceof Topology.EncoderDecoder
            ? Stack.at(at, "decoder", spec.cell(), dimensions.features(), spec.units(), dropout)
            : null;
    if (decoder != null) at += decoder.parameterCount();
    this.head =
        switch (spec.head()) {
          case DENSE -> Dense.at(at, topUnits(), outputs());
          case NONE -> null;
        };
    if (head == null && topUnits() != outputs()) {
      throw new IllegalArgumentException(
          "without a head the last layer is the output: it needs %d units, not %d"
              .formatted(outputs(), topUnits()));
    }
  }

  /// The same parameters over another number of input steps.
  public Network withSteps(int steps) {
    Dimensions d = dimensions;
    return new Network(
        spec,
        new Dimensions(d.inputs(), steps, d.features(), d.horizon(), d.quantiles(), d.point()));
  }

  /// Steps at which there are outputs (S).
  public int outputSteps() {
    return dimensions.outputSteps(spec.topology());
  }

  /// Values at each output step (O).
  public int outputs() {
    return dimensions.outputs(spec.topology());
  }

  int topUnits() {
    return spec.units().getLast();
  }

  /// Steps over which the main stack is unrolled.
  int mainSteps() {
    return spec.topology() instanceof Topology.Vec2Seq ? dimensions.horizon() : dimensions.steps();
  }

  /// The matrices of the weight array in their order.
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (RecurrentLayer layer : main.layers()) parameters.addAll(layer.parameters());
    if (decoder != null)
      for (RecurrentLayer layer : decoder.layers()) parameters.addAll(layer.parameters());
    if (head != null) parameters.addAll(head.parameters());
    return parameters;
  }

  public int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }

  /// Layers from input to output.
  public List<LayerSummary> summary() {
    return Summary.of(this);
  }

  /// Fresh weights: Glorot uniform kernels, orthogonal recurrent kernels, zero biases, one for forget gates.
  public float[] initialWeights(RandomGenerator random) {
    float[] weights = new float[parameterCount()];
    for (RecurrentLayer layer : main.layers()) Initializer.initialise(layer, weights, random);
    if (decoder != null)
      for (RecurrentLayer layer : decoder.layers()) Initializer.initialise(layer, weights, random);
    if (head != null) Initializer.glorot(head.kernel(), weights, random);
    return weights;
  }

  public Workspace workspace(int capacity, boolean training) {
    return new Workspace(this, capacity, training);
  }

  /// Bytes of the buffers that a pass over a batch of `capacity` windows needs.
  public long workspaceBytes(int capacity, boolean training) {
    return Workspace.bytes(this, capacity, training);
  }

  /// Multiply-adds of a forward pass for one window.
  public long multiplyAdds() {
    long sum = main.multiplyAdds() * mainSteps();
    if (decoder != null) sum += decoder.multiplyAdds() * dimensions.horizon();
    if (head != null) sum += (long) head.kernel().size() * outputSteps();
    return sum;
  }

  private Steps inputs(Batch batch) {
    boolean repeated = spec.topology() instanceof Topology.Vec2Seq;
    return new Steps(batch.inputs, 0, repeated ? 0 : dimensions.inputs() * batch.lanes);
  }

  /// Outputs of the batch's columns `lanes` into `workspace.outputs`. In a training workspace the decoder sees the targets
  /// (teacher forcing) and layers drop outputs by `dropoutKey`; in one for inference the decoder sees its own outputs.
  public void forward(
      Kernels kernels,
      float[] weights,
      Batch batch,
      Workspace workspace,
      Lanes lanes,
      int dropoutKey) {
    int steps = mainSteps();
    int masked = Math.min(batch.masked(), steps);
    main.forward(
        kernels,
        weights,
        inputs(batch),
        workspace.main,
        0,
        steps,
        lanes,
        batch.start,
        masked,
        dropoutKey);
    switch (spec.topology()) {
      case Topology.Seq2Vec _ ->
          output(kernels, weights, workspace.main.top(), steps, workspace, 0, lanes);
      case Topology.Seq2Seq _, Topology.Vec2Seq _ -> {
        for (int t = 0; t < steps; t++)
          output(kernels, weights, workspace.main.top(), t + 1, workspace, t, lanes);
      }
      case Topology.EncoderDecoder _ ->
          decode(kernels, weights, batch, workspace, lanes, dropoutKey);
    }
  }

  /// Output step `s` from state slot `slot`.
  private void output(
      Kernels kernels, float[] w, Tape top, int slot, Workspace workspace, int s, Lanes lanes) {
    int at = s * outputs() * workspace.lanes;
    if (head != null) {
      head.forward(kernels, w, top.h, top.slot(slot), workspace.outputs, at, lanes);
    } else {
      copyRows(top.h, top.slot(slot), workspace.outputs, at, outputs(), lanes);
    }
  }

  private void decode(
      Kernels kernels, float[] w, Batch batch, Workspace workspace, Lanes lanes, int dropoutKey) {
    Stack stack = decoderStack();
    Stack.Memory memory = decoderMemory(workspace);
    for (int l = 0; l < stack.layers().size(); l++) {
      Tape from = workspace.main.tapes().get(l);
      Tape to = memory.tapes().get(l);
      copyRows(from.h, from.slot(dimensions.steps()), to.h, 0, to.units, lanes);
      if (to.c.length > 0)
        copyRows(from.c, from.slot(dimensions.steps()), to.c, 0, to.units, lanes);
    }
    int features = dimensions.features();
    int row = features * workspace.lanes;
    float[] fed = workspace.decoderInputs;
    copyRows(
        batch.inputs,
        (dimensions.steps() - 1) * dimensions.inputs() * workspace.lanes,
        fed,
        0,
        features,
        lanes);
    Steps x = new Steps(fed, 0, row);
    int horizon = dimensions.horizon();
    if (workspace.training) {
      for (int s = 1; s < horizon; s++)
        copyRows(batch.targets, (s - 1) * row, fed, s * row, features, lanes);
      stack.forward(kernels, w, x, memory, 0, horizon, lanes, batch.start, 0, ~dropoutKey);
      for (int s = 0; s < horizon; s++)
        output(kernels, w, memory.top(), s + 1, workspace, s, lanes);
      return;
    }
    for (int s = 0; s < horizon; s++) {
      stack.forward(kernels, w, x, memory, s, s + 1, lanes, batch.start, 0, 0);
      output(kernels, w, memory.top(), s + 1, workspace, s, lanes);
      if (s + 1 == horizon) break;
      for (int f = 0; f < features; f++) {
        int point =
            (s * outputs() + f * dimensions.quantiles() + dimensions.point()) * workspace.lanes;
        copyRows(workspace.outputs, point, fed, (s + 1) * row + f * workspace.lanes, 1, lanes);
      }
    }
  }

  private Stack decoderStack() {
    if (decoder == null) throw new IllegalStateException("no decoder");
    return decoder;
  }

  private static Stack.Memory decoderMemory(Workspace workspace) {
    if (workspace.decoder == null)
      throw new IllegalStateException("a workspace of another network");
    return workspace.decoder;
  }

  /// From `workspace.dOutputs` back through the columns `lanes`: leaves the gradients of the pre-activations on the tapes.
  ///
  /// @param truncation steps after which the gradient through time is cut, 0 for never
  public void backward(
      Kernels kernels,
      float[] weights,
      Batch batch,
      Workspace workspace,
      Lanes lanes,
      int truncation,
      int dropoutKey) {
    int steps = mainSteps();
    int masked = Math.min(batch.masked(), steps);
    main.clear(workspace.main, lanes);
    Steps dTop = null;
    switch (spec.topology()) {
      case Topology.Seq2Vec _ -> {
        Tape top = workspace.main.top();
        if (head != null) head.backward(kernels, weights, workspace.dOutputs, 0, top.dh, 0, lanes);
        else copyRows(workspace.dOutputs, 0, top.dh, 0, outputs(), lanes);
      }
      case Topology.Seq2Seq _, Topology.Vec2Seq _ ->
          dTop = outputGradient(kernels, weights, workspace, lanes);
      case Topology.EncoderDecoder _ -> {
        Stack stack = decoderStack();
        Stack.Memory memory = decoderMemory(workspace);
        stack.clear(memory, lanes);
        Steps gradient = outputGradient(kernels, weights, workspace, lanes);
        stack.backward(
            kernels,
            weights,
            memory,
            dimensions.horizon(),
            gradient,
            lanes,
            batch.start,
            0,
            truncation,
            ~dropoutKey);
        for (int l = 0; l < stack.layers().size(); l++) {
          Tape from = memory.tapes().get(l);
          Tape to = workspace.main.tapes().get(l);
          copyRows(from.dh, 0, to.dh, 0, to.units, lanes);
          if (to.dc.length > 0) copyRows(from.dc, 0, to.dc, 0, to.units, lanes);
        }
      }
    }
    main.backward(
        kernels,
        weights,
        workspace.main,
        steps,
        dTop,
        lanes,
        batch.start,
        masked,
        truncation,
        dropoutKey);
  }

  /// Gradient of the top layer's states at each output step.
  private Steps outputGradient(Kernels kernels, float[] w, Workspace workspace, Lanes lanes) {
    int row = outputs() * workspace.lanes;
    if (head == null) return new Steps(workspace.dOutputs, 0, row);
    int state = topUnits() * workspace.lanes;
    for (int s = 0; s < outputSteps(); s++) {
      head.backward(kernels, w, workspace.dOutputs, s * row, workspace.dTop, s * state, lanes);
    }
    return new Steps(workspace.dTop, 0, state);
  }

  /// Adds to `gradient` that of the parameters, from the tapes of a finished [#backward] of all `lanes`.
  ///
  /// @param part of `parts` equal parts of the parameters; the parts together are the whole, in any order
  /// @param scratch [Kernels#SCRATCH] floats
  public void parameterGradient(
      Kernels kernels,
      Batch batch,
      Workspace workspace,
      Lanes lanes,
      float[] gradient,
      int part,
      int parts,
      float[] scratch) {
    main.parameterGradient(
        kernels, gradient, inputs(batch), workspace.main, mainSteps(), lanes, part, parts, scratch);
    if (decoder != null) {
      Steps x = new Steps(workspace.decoderInputs, 0, dimensions.features() * workspace.lanes);
      decoder.parameterGradient(
          kernels,
          gradient,
          x,
          decoderMemory(workspace),
          dimensions.horizon(),
          lanes,
          part,
          parts,
          scratch);
    }
    if (head != null) {
      boolean last = spec.topology() instanceof Topology.Seq2Vec;
      Tape top = decoder == null ? workspace.main.top() : decoderMemory(workspace).top();
      Steps h = new Steps(top.h, top.slot(last ? mainSteps() : 1), top.slot(1));
      Steps dy = new Steps(workspace.dOutputs, 0, outputs() * workspace.lanes);
      head.parameterGradient(kernels, gradient, h, dy, outputSteps(), lanes, part, parts, scratch);
    }
  }

  /// A zero state for a batch of `capacity` series. Only for seq2vec and seq2seq, whose state can be carried on.
  public State state(int capacity) {
    switch (spec.topology()) {
      case Topology.Seq2Vec _, Topology.Seq2Seq _ -> {
        return new State(main, Lanes.roundUp(capacity));
      }
      case Topology.Vec2Seq _, Topology.EncoderDecoder _ ->
          throw new IllegalArgumentException("only seq2vec and seq2seq networks carry a state");
    }
  }

  void loadState(State state, Workspace workspace) {
    for (int l = 0; l < state.h.length; l++) {
      Tape tape = workspace.main.tapes().get(l);
      System.arraycopy(state.h[l], 0, tape.h, 0, state.h[l].length);
      if (tape.c.length > 0) System.arraycopy(state.c[l], 0, tape.c, 0, state.c[l].length);
    }
  }

  void saveState(State state, Workspace workspace) {
    for (int l = 0; l < state.h.length; l++) {
      Tape tape = workspace.main.tapes().get(l);
      System.arraycopy(tape.h, tape.slot(mainSteps()), state.h[l], 0, state.h[l].length);
      if (tape.c.length > 0)
        System.arraycopy(tape.c, tape.slot(mainSteps()), state.c[l], 0, state.c[l].length);
    }
  }

  private static void copyRows(
      float[] source, int sourceAt, float[] target, int targetAt, int rows, Lanes lanes) {
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride() + lanes.from();
      System.arraycopy(source, sourceAt + at, target, targetAt + at, lanes.to() - lanes.from());
    }
  }
}
