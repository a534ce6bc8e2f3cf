package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.Samples;
import dev.rondo.engine.SegmentSamples;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.SegmentSpec;
import dev.rondo.engine.network.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A training step allocates nothing: with scalar kernels from the second epoch on, with vector kernels once their calls are
/// compiled.
class AllocationTest {
  static Stream<Arguments> everyCellAndTopology() {
    return Samples.cells()
        .flatMap(cell -> Samples.topologies().map(topology -> Arguments.of(cell, topology)));
  }

  static Stream<LearningRate> schedules() {
    return Stream.of(
        new LearningRate.StepDecay(0.001, 2, 0.9, 5), new LearningRate.Cosine(0.001, 0, 5));
  }

  /// The median over the last epochs, which ignores single allocations such as the linking of a call.
  private static long usual(List<Long> epochs) {
    List<Long> sorted = epochs.stream().skip(1).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  @ParameterizedTest
  @MethodSource("everyCellAndTopology")
  void aStepAllocatesNothing(Cell cell, Topology topology) {
    LearningRate rate = new LearningRate.Constant(0.001, 0);
    assertThat(
            usual(Allocations.of(Allocations.network(cell, topology), rate, 12, Kernels.scalar())))
        .isZero();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aScheduleAllocatesNothing(LearningRate rate) {
    var network = Allocations.network(new Gru(), new Topology.Seq2Vec());
    assertThat(usual(Allocations.of(network, rate, 12, Kernels.scalar()))).isZero();
  }

  static Stream<SegmentSpec> segmentNetworks() {
    return SegmentSamples.specs(SegmentSamples.THREE);
  }

  @ParameterizedTest
  @MethodSource("segmentNetworks")
  void aStepOfASegmentNetworkAllocatesNothing(SegmentSpec spec) {
    assertThat(usual(SegmentAllocations.of(spec, 12, 12, Kernels.scalar()))).isZero();
  }

  @Test
  void aCompiledStepOnVectorsAllocatesNothing() throws IOException, InterruptedException {
    assertThat(printed(Allocations.class))
        .hasSize((int) everyCellAndTopology().count())
        .allMatch(line -> line.endsWith(" 0"));
  }

  @Test
  void aCompiledStepOfASegmentNetworkAllocatesNothing() throws IOException, InterruptedException {
    assertThat(printed(SegmentAllocations.class))
        .hasSize((int) segmentNetworks().count())
        .allMatch(line -> line.endsWith(" 0"));
  }

  /// Runs a main class in its own JVM, whose compiler has seen nothing else, as in the service.
  private static List<String> printed(Class<?> main) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(lines.getFirst()).startsWith("vector");
    return lines.subList(1, lines.size());
  }
}
