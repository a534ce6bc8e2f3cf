package dev.rondo.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.SegmentSamples;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares what a trace of a segment network shows with its forecasts and with central differences.
class SegmentTracerTest {
  private static final float STEP = 4e-3f;

  static Stream<SegmentSpec> specs() {
    return SegmentSamples.specs(SegmentSamples.THREE);
  }

  private static float[] weights(SegmentNetwork network) {
    SplittableRandom random = new SplittableRandom(1);
    float[] weights = network.initialWeights(random);
    for (int i = 0; i < weights.length; i++) weights[i] += (float) random.nextDouble(-0.3, 0.3);
    return weights;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void showsTheForecastOfThePredictor(SegmentSpec spec) {
    SegmentNetwork network = new SegmentNetwork(spec);
    float[] weights = weights(network);
    SegmentTracer tracer = new SegmentTracer(network, weights);
    SegmentSamples.windows(1, 3).fill(tracer.batch(), 0);
    SegmentPredictor predictor = new SegmentPredictor(network, weights, 1);
    SegmentSamples.windows(1, 3).fill(predictor.batch(), 0);
    predictor.predict();
    for (int h = 0; h < spec.horizon(); h++)
      for (int q = 0; q < 3; q++)
        assertThat(tracer.trace(h, q).output()).isEqualTo(predictor.output(0, h, q));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theGradientIsTheSlopeOfTheOutput(SegmentSpec spec) {
    SegmentNetwork network = new SegmentNetwork(spec);
    float[] weights = weights(network);
    SegmentTracer tracer = new SegmentTracer(network, weights);
    SegmentSamples.windows(1, 3).fill(tracer.batch(), 0);
    int h = spec.length() + 1;
    Rerun rerun = new Rerun(network, weights, tracer.batch(), h);
    List<LayerTrace> layers = tracer.trace(h, spec.point()).layers();
    assertThat(layers).hasSize(spec.layers() + 1);
    int smooth = 0;
    for (int l = 0; l < layers.size(); l++) {
      LayerTrace layer = layers.get(l);
      assertThat(layer.decodes()).isEqualTo(l == spec.layers());
      assertThat(layer.steps())
          .isEqualTo(layer.decodes() ? spec.horizonSegments() : spec.segments());
      for (int t = 0; t < layer.steps(); t++) {
        for (int u = 0; u < layer.units(); u++) {
          double up = rerun.output(l, t, u, STEP);
          double here = rerun.output(l, t, u, 0);
          double down = rerun.output(l, t, u, -STEP);
          // Central differences are wrong if a rectifier changes its slope between the two sides.
          if (Math.abs(up - 2 * here + down) > 3e-5) continue;
          smooth++;
          assertThat(layer.gradient()[t][u])
              .as("%s, step %d, unit %d", layer.name(), t, u)
              .isCloseTo((float) ((up - down) / (2 * STEP)), within(2e-3f));
        }
      }
    }
    assertThat(smooth).isGreaterThan(10);
  }

  /// The rest of a forward pass after a change of one hidden state.
  private static final class Rerun {
    private final SegmentNetwork network;
    private final SegmentWorkspace workspace;
    private final SegmentPass pass;
    private final int h;

    Rerun(SegmentNetwork dropping, float[] weights, SegmentBatch batch, int h) {
      this.network = new SegmentNetwork(dropping.spec.withoutDropout());
      this.workspace =
          new SegmentWorkspace(Arena.heap(), network, Extent.of(1, Extent.Use.TRAINING));
      this.workspace.load(weights);
      batch.finish();
      this.pass = new SegmentPass(Kernels.best(), batch, workspace).over(batch.used(), 0);
      this.h = h;
    }

    double output(int l, int t, int unit, float change) {
      network.forward(pass);
      SegmentSpec spec = network.spec;
      ParallelDecoder.Memory decoded = workspace.decoded;
      if (l < spec.layers()) {
        change(workspace.encoded.tape(l), t, unit, change);
        for (int above = l; above < spec.layers(); above++) {
          Signal input =
              above == 0
                  ? network.embedding.output(workspace.embedded)
                  : workspace.encoded.layers().get(above - 1).states();
          network
              .encoder
              .layers()
              .get(above)
              .forward(
                  pass,
                  workspace.encoded.layers().get(above),
                  input,
                  above == l ? t + 1 : t,
                  spec.segments());
        }
        network.decoder.start(
            pass, decoded, workspace.context, workspace.encoded.top(), spec.segments());
        for (int s = 0; s < spec.horizonSegments(); s++)
          network.decoder.forward(pass, decoded, pass.batch.future, s);
      } else {
        change(decoded.steps(), t, unit, change);
      }
      for (int s = 0; s < spec.horizonSegments(); s++)
        network.head.forward(pass, workspace.head, decoded.states(), s);
      return workspace.outputs[workspace.at(0, h, spec.point())];
    }

    private static void change(Tape tape, int t, int unit, float change) {
      tape.h.values()[tape.h.at(tape.after(t), 0) + unit * tape.width] += change;
    }
  }
}
