package dev.rondo.engine.network;

/// How a network is unrolled over time.
public sealed interface Topology {
  /// Reads the input step by step; the last state gives all outputs at once.
  record Seq2Vec() implements Topology {}

  /// Reads the input step by step; each state gives the outputs that follow its step.
  record Seq2Seq() implements Topology {}

  /// Reads one vector at each of `horizon` steps; each state gives the outputs of its step.
  record Vec2Seq() implements Topology {}

  /// An encoder reads the input; a decoder started from the encoder's state writes one step after the other.
  record EncoderDecoder() implements Topology {}
}
