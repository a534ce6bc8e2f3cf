package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
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
    return new Workspace(this, Extent.of(capacity, training));
  }

  /// Bytes of the buffers that a pass over a batch of `capacity` windows needs.
  public long workspaceBytes(int capacity, boolean training) {
    return Workspace.bytes(this, Extent.of(capacity, training));
  }

  /// Multiply-adds of a forward pass for one window.
  public long multiplyAdds() {
    long sum = main.multiplyAdds() * mainSteps();
    if (decoder != null) sum += decoder.multiplyAdds() * dimensions.horizon();
    if (head != null) sum += (long) head.kernel().size() * outputSteps();
    return sum;
  }

  /// Outputs of the batch's columns `columns` into `workspace.outputs`. In a training workspace the decoder sees the targets
  /// (teacher forcing) and layers drop outputs by `dropoutKey`; in one for inference the decoder sees its own outputs.
  /// Takes over the weights first; several threads load them once and call the form without.
  public void forward(
      Kernels kernels,
      float[] weights,
      Batch batch,
      Workspace workspace,
      Columns columns,
      long dropoutKey) {
    workspace.load(weights);
    forward(kernels, batch, workspace, columns, dropoutKey);
  }

  /// As above, with the weights that the workspace has.
  public void forward(
      Kernels kernels, Batch batch, Workspace workspace, Columns columns, long dropoutKey) {
    int from = columns.firstPanel();
    int to = columns.endPanel();
    // A workspace for training keeps the first state; one for inference uses its slot again.
    if (!workspace.training) main.clear(workspace.main, from, to);
    run(kernels, batch, workspace, from, to, dropoutKey);
  }

  /// All columns from `state`, which becomes that after the last step.
  void forward(Kernels kernels, Batch batch, Workspace workspace, State state) {
    loadState(state, workspace);
    run(kernels, batch, workspace, 0, batch.used().endPanel(), 0);
    state.save(workspace.main.tapes(), mainSteps());
  }

  /// The first state of the passes to come.
  void loadState(State state, Workspace workspace) {
    state.load(workspace.main.tapes());
  }

  private void run(
      Kernels kernels, Batch batch, Workspace workspace, int from, int to, long dropoutKey) {
    Stack.Memory memory = workspace.main;
    int steps = mainSteps();
    int masked = Math.min(batch.masked(), steps);
    boolean every =
        switch (spec.topology()) {
          case Topology.Seq2Seq _, Topology.Vec2Seq _ -> true;
          case Topology.Seq2Vec _, Topology.EncoderDecoder _ -> false;
        };
    if (every && !workspace.training) {
      for (int t = 0; t < steps; t++) {
        main.forward(kernels, batch.x, memory, t, t + 1, from, to, batch.start, masked, 0);
        output(kernels, memory.top(), t + 1, workspace, t, from, to);
      }
      return;
    }
    main.forward(kernels, batch.x, memory, 0, steps, from, to, batch.start, masked, dropoutKey);
    if (every) {
      for (int t = 0; t < steps; t++) output(kernels, memory.top(), t + 1, workspace, t, from, to);
    } else if (spec.topology() instanceof Topology.Seq2Vec) {
      output(kernels, memory.top(), steps, workspace, 0, from, to);
    } else {
      decode(kernels, batch, workspace, from, to, dropoutKey);
    }
  }

  /// Output step `s` from state `t`.
  private void output(
      Kernels kernels, Tape top, int t, Workspace workspace, int s, int from, int to) {
    Dense.Packed packed = workspace.head;
    int slot = top.slot(t);
    if (head == null || packed == null) {
      Rows.copy(top.h, slot, 0, workspace.y, s, outputs(), top.width, from, to);
    } else if (top.single()) {
      head.forwardSingle(kernels, packed, top.h, slot, workspace.y, s);
    } else {
      head.forward(kernels, packed, top.h, slot, workspace.y, s, from, to);
    }
  }

  private void decode(
      Kernels kernels, Batch batch, Workspace workspace, int from, int to, long dropoutKey) {
    Stack stack = decoderStack();
    Stack.Memory memory = decoderMemory(workspace);
    for (int l = 0; l < stack.layers().size(); l++) {
      Tape source = workspace.main.tapes().get(l);
      Tape target = memory.tapes().get(l);
      int slot = source.slot(dimensions.steps());
      Rows.copy(source.h, slot, 0, target.h, 0, target.units, target.width, from, to);
      if (target.hasCellState())
        Rows.copy(source.c, slot, 0, target.c, 0, target.units, target.width, from, to);
    }
    int features = dimensions.features();
    Panels fed = workspace.decoderInputs;
    int width = workspace.extent.width();
    Rows.copy(batch.x, dimensions.steps() - 1, 0, fed, 0, features, width, from, to);
    int horizon = dimensions.horizon();
    int[] start = batch.start;
    if (workspace.training) {
      for (int s = 1; s < horizon; s++)
        Rows.copy(batch.y, s - 1, 0, fed, s, features, width, from, to);
      stack.forward(kernels, fed, memory, 0, horizon, from, to, start, 0, dropoutKey);
      for (int s = 0; s < horizon; s++)
        output(kernels, memory.top(), s + 1, workspace, s, from, to);
      return;
    }
    for (int s = 0; s < horizon; s++) {
      stack.forward(kernels, fed, memory, s, s + 1, from, to, start, 0, 0);
      output(kernels, memory.top(), s + 1, workspace, s, from, to);
      if (s + 1 < horizon) feed(workspace, s, from, to);
    }
  }

  /// The point forecasts of step `s` become the decoder's inputs of the next.
  private void feed(Workspace workspace, int s, int from, int to) {
    Panels y = workspace.y;
    Panels fed = workspace.decoderInputs;
    for (int p = from; p < to; p++) {
      for (int f = 0; f < dimensions.features(); f++) {
        int row = f * dimensions.quantiles() + dimensions.point();
        System.arraycopy(
            y.values(),
            y.at(s, p) + row * y.row(),
            fed.values(),
            fed.at(s + 1, p) + f * fed.row(),
            fed.row());
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

  /// From `workspace.dOutputs` back through the columns `columns`: leaves the gradients of the pre-activations on the tapes.
  /// Takes over the weights first; several threads load them once and call the form without.
  ///
  /// @param truncation steps after which the gradient through time is cut, 0 for never
  public void backward(
      Kernels kernels,
      float[] weights,
      Batch batch,
      Workspace workspace,
      Columns columns,
      int truncation,
      long dropoutKey) {
    workspace.load(weights);
    backward(kernels, batch, workspace, columns, truncation, dropoutKey);
  }

  /// As above, with the weights that the workspace has.
  public void backward(
      Kernels kernels,
      Batch batch,
      Workspace workspace,
      Columns columns,
      int truncation,
      long dropoutKey) {
    int from = columns.firstPanel();
    int to = columns.endPanel();
    int steps = mainSteps();
    int masked = Math.min(batch.masked(), steps);
    main.clearGradient(workspace.main, from, to);
    Panels dTop = null;
    switch (spec.topology()) {
      case Topology.Seq2Vec _ ->
          outputGradient(kernels, workspace, 0, workspace.main.top().dh, from, to);
      case Topology.Seq2Seq _, Topology.Vec2Seq _ ->
          dTop = outputGradients(kernels, workspace, from, to);
      case Topology.EncoderDecoder _ -> {
        Stack stack = decoderStack();
        Stack.Memory memory = decoderMemory(workspace);
        stack.clearGradient(memory, from, to);
        Panels gradient = outputGradients(kernels, workspace, from, to);
        stack.backward(
            kernels,
            memory,
            dimensions.horizon(),
            gradient,
            from,
            to,
            batch.start,
            0,
            truncation,
            dropoutKey);
        for (int l = 0; l < stack.layers().size(); l++) {
          Tape source = memory.tapes().get(l);
          Tape target = workspace.main.tapes().get(l);
          Rows.copy(source.dh, 0, 0, target.dh, 0, target.units, target.width, from, to);
          if (target.hasCellState())
            Rows.copy(source.dc, 0, 0, target.dc, 0, target.units, target.width, from, to);
        }
      }
    }
    main.backward(
        kernels,
        workspace.main,
        steps,
        dTop,
        from,
        to,
        batch.start,
        masked,
        truncation,
        dropoutKey);
  }

  /// Gradient of the top layer's states at each output step.
  private Panels outputGradients(Kernels kernels, Workspace workspace, int from, int to) {
    for (int s = 0; s < outputSteps(); s++)
      outputGradient(kernels, workspace, s, workspace.dTop, from, to);
    return workspace.dTop;
  }

  /// Overwrites step `s` of `dh`.
  private void outputGradient(
      Kernels kernels, Workspace workspace, int s, Panels dh, int from, int to) {
    Dense.Packed packed = workspace.head;
    int width = workspace.extent.width();
    Panels rows = workspace.dOutputRows;
    if (head == null || packed == null) {
      Rows.copy(rows, s, 0, dh, s, outputs(), width, from, to);
    } else {
      Rows.copy(rows, s, 0, workspace.dy, s, outputs(), width, from, to);
      head.backward(kernels, packed, workspace.dy, s, dh, s, from, to);
    }
  }

  /// Adds to `gradient` that of the parameters, from the tapes of a finished [#backward] of all `columns`.
  ///
  /// @param part of `parts` equal parts of the parameters; the parts together are the whole, in any order
  /// @param scratch [Kernels#SCRATCH] floats
  public void parameterGradient(
      Kernels kernels,
      Batch batch,
      Workspace workspace,
      Columns columns,
      float[] gradient,
      int part,
      int parts,
      float[] scratch) {
    int panels = columns.endPanel();
    main.parameterGradient(
        kernels, gradient, workspace.main, mainSteps(), panels, part, parts, scratch);
    if (decoder != null) {
      decoder.parameterGradient(
          kernels,
          gradient,
          decoderMemory(workspace),
          dimensions.horizon(),
          panels,
          part,
          parts,
          scratch);
    }
    if (head != null && workspace.head != null) {
      boolean last = spec.topology() instanceof Topology.Seq2Vec;
      Tape top = decoder == null ? workspace.main.top() : decoderMemory(workspace).top();
      head.parameterGradient(
          kernels,
          gradient,
          workspace.head,
          top.h,
          last ? mainSteps() : 1,
          workspace.dy,
          outputSteps(),
          panels,
          part,
          parts,
          scratch);
    }
  }

  /// A zero state for a batch of `capacity` series. Only for seq2vec and seq2seq, whose state can be carried on.
  public State state(int capacity) {
    return switch (spec.topology()) {
      case Topology.Seq2Vec _, Topology.Seq2Seq _ ->
          new State(main, capacity == 1 ? 1 : Columns.roundUp(capacity));
      case Topology.Vec2Seq _, Topology.EncoderDecoder _ ->
          throw new IllegalArgumentException("only seq2vec and seq2seq networks carry a state");
    };
  }
}
