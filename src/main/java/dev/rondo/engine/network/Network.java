package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A recurrent network: its modules, combined by the recipe of its topology. It holds no weights and no buffers, so many
/// threads can share one network.
public final class Network {
  public final NetworkSpec spec;
  public final Dimensions dimensions;
  final Stack main;
  final @Nullable Decoder decoder;
  final Projection head;

  /// Throws [IllegalArgumentException] if the network has no head and its last layer is not as wide as the outputs.
  public Network(NetworkSpec spec, Dimensions dimensions) {
    this.spec = spec;
    this.dimensions = dimensions;
    this.main =
        Stack.at(0, "layers", spec.cell(), dimensions.inputs(), spec.units(), spec.dropout(), true);
    int at = main.parameterCount();
    this.decoder =
        switch (recipe().output()) {
          case LAST, EVERY -> null;
          case DECODER -> decoder(at);
        };
    if (decoder != null) at = Math.addExact(at, decoder.stack().parameterCount());
    this.head =
        switch (spec.head()) {
          case DENSE -> Dense.at(at, topUnits(), outputs());
          case NONE -> new Identity(outputs());
        };
    if (spec.head() == Head.NONE && topUnits() != outputs()) {
      throw new IllegalArgumentException(
          "without a head the last layer is the output: it needs %d units, not %d"
              .formatted(outputs(), topUnits()));
    }
  }

  private Decoder decoder(int at) {
    Dimensions d = dimensions;
    Stack stack =
        Stack.at(at, "decoder", spec.cell(), d.features(), spec.units(), spec.dropout(), false);
    return new Decoder(stack, d.features(), d.horizon(), d.quantiles(), d.point());
  }

  /// The network with the same parameters over another number of input steps.
  public Network withSteps(int steps) {
    Dimensions d = dimensions;
    return new Network(
        spec,
        new Dimensions(d.inputs(), steps, d.features(), d.horizon(), d.quantiles(), d.point()));
  }

  Recipe recipe() {
    return spec.topology().recipe();
  }

  /// Number of steps with outputs (S).
  public int outputSteps() {
    return dimensions.outputSteps(spec.topology());
  }

  /// Number of values of each output step (O).
  public int outputs() {
    return dimensions.outputs(spec.topology());
  }

  int topUnits() {
    return spec.units().getLast();
  }

  /// Number of steps over which the main stack is unrolled.
  int mainSteps() {
    return dimensions.unrolledSteps(spec.topology());
  }

  private List<Layer<?>> modules() {
    return decoder == null ? List.of(main, head) : List.of(main, decoder.stack(), head);
  }

  /// The matrices of the weight array, in order.
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (Layer<?> module : modules()) parameters.addAll(module.parameters());
    return parameters;
  }

  public int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }

  /// Layers from input to output.
  public List<LayerSummary> summary() {
    return Summary.of(this);
  }

  /// Initial weights: Glorot uniform kernels, orthogonal recurrent kernels, zero biases, one for forget gates.
  public float[] initialWeights(RandomGenerator random) {
    float[] weights = new float[parameterCount()];
    for (Layer<?> module : modules()) module.initialise(weights, random);
    return weights;
  }

  /// Allocates buffers for batches of up to `capacity` windows.
  public Workspace workspace(int capacity, boolean training) {
    return workspace(Arena.heap(), capacity, training);
  }

  /// As above, with the arrays of an arena.
  public Workspace workspace(Arena arena, int capacity, boolean training) {
    Extent.Use use = training ? Extent.Use.TRAINING : Extent.Use.INFERENCE;
    return new Workspace(arena, this, Extent.of(capacity, use));
  }

  /// Multiply-adds of a forward pass for one window.
  public long multiplyAdds() {
    long sum = main.multiplyAdds() * mainSteps() + head.multiplyAdds() * outputSteps();
    return decoder == null ? sum : sum + decoder.stack().multiplyAdds() * dimensions.horizon();
  }

  /// Computes the outputs of the pass's windows from zero states, with the weights of the workspace. In a training workspace,
  /// the decoder reads the targets (teacher forcing) and layers apply dropout. In an inference workspace, the decoder reads its
  /// own outputs.
  public void forward(NetworkPass pass) {
    // A training workspace keeps the first state; an inference workspace overwrites its slot.
    if (!pass.training()) main.clear(pass, pass.workspace.main);
    run(pass);
  }

  /// As [#forward(NetworkPass)], for all columns from `state`, which is set to the state after the last step.
  void forward(NetworkPass pass, State state) {
    loadState(state, pass.workspace);
    run(pass);
    state.save(pass.workspace.main, mainSteps());
  }

  /// Sets the first state of the next passes.
  void loadState(State state, Workspace workspace) {
    state.load(workspace.main);
  }

  private void run(NetworkPass pass) {
    Workspace workspace = pass.workspace;
    Stack.Memory memory = workspace.main;
    Signal x = pass.batch.signal;
    int steps = mainSteps();
    switch (recipe().output()) {
      case LAST -> {
        main.forward(pass, memory, x, 0, steps);
        head.forward(pass, workspace.head, workspace.top, 0, 1);
      }
      case EVERY -> {
        // Inference goes step by step, because it stores the states of two steps only.
        int stretch = pass.training() ? steps : 1;
        for (int t = 0; t < steps; t += stretch) {
          main.forward(pass, memory, x, t, t + stretch);
          head.forward(pass, workspace.head, workspace.top, t, t + stretch);
        }
      }
      case DECODER -> {
        main.forward(pass, memory, x, 0, steps);
        decoder().forward(pass, decoderMemory(workspace), memory, steps, head, workspace.head);
      }
    }
  }

  private Decoder decoder() {
    return Objects.requireNonNull(decoder, "no decoder");
  }

  private static Decoder.Memory decoderMemory(Workspace workspace) {
    return Objects.requireNonNull(workspace.decoder, "a workspace of another network");
  }

  /// Computes gradients from `workspace.dOutputs` on and leaves in the workspace what [#parameterGradient] needs.
  public void backward(NetworkPass pass) {
    Workspace workspace = pass.workspace;
    Stack.Memory memory = workspace.main;
    Panels dOutputs = workspace.head.dOutputRows();
    Panels dTop = null;
    main.clearGradient(pass, memory);
    switch (recipe().output()) {
      case LAST -> head.backward(pass, workspace.head, 1, dOutputs, memory.top().dh);
      case EVERY -> {
        dTop = workspace.dTop;
        head.backward(pass, workspace.head, outputSteps(), dOutputs, dTop);
      }
      case DECODER -> {
        head.backward(pass, workspace.head, outputSteps(), dOutputs, workspace.dTop);
        decoder().backward(pass, decoderMemory(workspace), workspace.dTop, memory);
      }
    }
    Panels dInputs = workspace.dInputs;
    main.backward(pass, memory, mainSteps(), dTop, dInputs);
    if (dInputs != null && decoder != null)
      decoder.addInputGradient(pass, decoderMemory(workspace), dInputs, mainSteps() - 1);
  }

  /// Adds the share's gradient of the parameters to `gradient`, after [#backward] of all columns. One thread sums each element in
  /// one order, for every number of parts.
  public void parameterGradient(Share share, Batch batch, Workspace workspace, float[] gradient) {
    Signal x = batch.signal;
    main.parameterGradient(share, workspace.main, x, mainSteps(), gradient);
    if (decoder != null) {
      Decoder.Memory memory = decoderMemory(workspace);
      decoder
          .stack()
          .parameterGradient(share, memory.stack(), memory.source(), decoder.horizon(), gradient);
    }
    head.parameterGradient(share, workspace.head, workspace.top, outputSteps(), gradient);
  }

  /// A zero state for a batch of `capacity` series. Only seq2vec and seq2seq have a state that can be carried on.
  public State state(int capacity) {
    Recipe recipe = recipe();
    if (recipe.input() == Recipe.Input.VECTOR || recipe.output() == Recipe.Output.DECODER)
      throw new IllegalArgumentException("only seq2vec and seq2seq networks carry a state");
    return new State(main, capacity == 1 ? 1 : Columns.roundUp(capacity));
  }
}
