package dev.rondo.engine.network;

import dev.rondo.engine.network.Recipe.Input;
import dev.rondo.engine.network.Recipe.Output;
import dev.rondo.engine.network.Recipe.Span;

/// How a network is unrolled over time.
public sealed interface Topology {
  /// The properties that define the topology.
  Recipe recipe();

  /// Reads the input step by step; the last state gives all outputs at once.
  record Seq2Vec() implements Topology {
    private static final Recipe RECIPE = new Recipe(Input.SEQUENCE, Output.LAST, Span.HORIZON);

    @Override
    public Recipe recipe() {
      return RECIPE;
    }
  }

  /// Reads the input step by step; each state gives the outputs that follow its step.
  record Seq2Seq() implements Topology {
    private static final Recipe RECIPE = new Recipe(Input.SEQUENCE, Output.EVERY, Span.HORIZON);

    @Override
    public Recipe recipe() {
      return RECIPE;
    }
  }

  /// Reads one vector at each of `horizon` steps; each state gives the outputs of its step.
  record Vec2Seq() implements Topology {
    private static final Recipe RECIPE = new Recipe(Input.VECTOR, Output.EVERY, Span.STEP);

    @Override
    public Recipe recipe() {
      return RECIPE;
    }
  }

  /// An encoder reads the input; a decoder starts from the encoder's state and computes one step after the other.
  record EncoderDecoder() implements Topology {
    private static final Recipe RECIPE = new Recipe(Input.SEQUENCE, Output.DECODER, Span.STEP);

    @Override
    public Recipe recipe() {
      return RECIPE;
    }
  }
}
