package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.auto.EnsembleSpec.ErrorShape;
import dev.rondo.forecasting.auto.EnsembleSpec.WeightedMember;
import dev.rondo.forecasting.covariate.Effect;
import dev.rondo.forecasting.covariate.EffectSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The numbers of an ensemble in one array: those of its members, then the ratios of its held-out errors.
final class EnsembleNumbers {
  private EnsembleNumbers() {}

  static EnsembleSpec spec(Ensemble ensemble, int horizon, @Nullable ErrorRatios ratios) {
    List<WeightedMember> members = new ArrayList<>();
    for (int m = 0; m < ensemble.members().size(); m++) {
      Fitted member = ensemble.members().get(m);
      members.add(
          new WeightedMember(member.spec(), ensemble.weights().get(m), member.weights().length));
    }
    double lowest = ensemble.lowest();
    return new EnsembleSpec(
        horizon,
        ensemble.lag(),
        Double.isInfinite(lowest) ? null : (Double) lowest,
        members,
        ratios == null ? null : shape(ratios),
        ensemble.members().stream()
            .filter(FittedAdjusted.class::isInstance)
            .map(member -> ((FittedAdjusted) member).effect().spec())
            .findFirst()
            .orElse(null));
  }

  private static ErrorShape shape(ErrorRatios ratios) {
    return new ErrorShape(
        IntStream.of(ratios.last()).boxed().toList(),
        IntStream.of(ratios.counts()).boxed().toList(),
        ratios.paths().length);
  }

  static float[] join(Ensemble ensemble, @Nullable ErrorRatios ratios) {
    List<float[]> parts = new ArrayList<>();
    ensemble.members().forEach(member -> parts.add(member.weights()));
    if (ratios != null) {
      parts.addAll(Arrays.asList(ratios.tables()));
      parts.addAll(Arrays.asList(ratios.paths()));
    }
    int length = parts.stream().mapToInt(part -> part.length).sum();
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  static Ensemble ensemble(EnsembleSpec spec, float[] numbers) {
    List<Fitted> members = new ArrayList<>();
    int at = 0;
    for (WeightedMember one : spec.members()) {
      members.add(fitted(one.member(), Arrays.copyOfRange(numbers, at, at + one.numbers()), spec));
      at += one.numbers();
    }
    return new Ensemble(
        members,
        spec.members().stream().map(WeightedMember::weight).toList(),
        spec.lag(),
        spec.lowest() == null ? Double.NEGATIVE_INFINITY : spec.lowest());
  }

  private static Fitted fitted(MemberSpec member, float[] numbers, EnsembleSpec spec) {
    return switch (member) {
      case MemberSpec.Classical classical -> FittedLocal.of(classical);
      case MemberSpec.Ridge ridge -> FittedRidge.of(ridge, spec.horizon(), numbers);
      case MemberSpec.Segmented network -> FittedNetwork.of(network, spec.horizon(), numbers);
      case MemberSpec.Adjusted adjusted -> {
        EffectSpec effect = Objects.requireNonNull(spec.effect());
        int inputs = effect.count() + 1;
        yield new FittedAdjusted(
            adjusted,
            fitted(adjusted.member(), Arrays.copyOfRange(numbers, inputs, numbers.length), spec),
            Effect.of(effect, Arrays.copyOf(numbers, inputs)));
      }
    };
  }

  static @Nullable ErrorRatios ratios(EnsembleSpec spec, float[] numbers) {
    ErrorShape shape = spec.errors();
    if (shape == null) return null;
    int at = spec.members().stream().mapToInt(WeightedMember::numbers).sum();
    int[] counts = shape.counts().stream().mapToInt(Integer::intValue).toArray();
    float[][] tables = new float[counts.length][];
    for (int i = 0; i < tables.length; i++) {
      int kept = ErrorRatios.ranks(counts[i]).length;
      tables[i] = Arrays.copyOfRange(numbers, at, at + kept);
      at += kept;
    }
    float[][] paths = new float[shape.paths()][];
    for (int i = 0; i < paths.length; i++, at += spec.horizon())
      paths[i] = Arrays.copyOfRange(numbers, at, at + spec.horizon());
    return new ErrorRatios(
        shape.last().stream().mapToInt(Integer::intValue).toArray(), counts, tables, paths);
  }
}
