package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.covariate.Effect;
import dev.rondo.forecasting.covariate.EffectSpec.ColumnError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a fitted member among the checkpoints of its fit. Methods, which are not fitted, are not kept.
///
/// @param effect of covariates, which an adjusted member shares with others
record FittedMembers(Checkpoints checkpoints, int horizon, @Nullable Effect effect) {
  private static final String FITTED = "fitted";

  /// The member as an earlier attempt fitted it.
  Optional<Fitted> find(Member member) {
    if (!isFitted(member.spec())) return Optional.empty();
    return checkpoints
        .find(FITTED)
        .map(bytes -> {
          try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return read(member.spec(), in);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  Fitted keep(Fitted fitted) {
    if (!isFitted(fitted.spec())) return fitted;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(fitted, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Also the state of the unfinished fit.
    checkpoints.drop("");
    checkpoints.keep(FITTED, bytes.toByteArray());
    return fitted;
  }

  private static boolean isFitted(MemberSpec spec) {
    return switch (spec) {
      case MemberSpec.Classical _ -> false;
      case MemberSpec.Ridge _, MemberSpec.Segmented _ -> true;
      case MemberSpec.Adjusted adjusted -> isFitted(adjusted.member());
    };
  }

  private static void write(Fitted fitted, DataOutputStream out) throws IOException {
    Fitted own = fitted instanceof FittedAdjusted adjusted ? adjusted.member() : fitted;
    out.writeInt(own.steps());
    out.writeInt(own.weights().length);
    for (float weight : own.weights()) out.writeFloat(weight);
    List<ColumnError> errors = errors(own.spec());
    out.writeInt(errors.size());
    for (ColumnError error : errors) {
      out.writeUTF(error.column());
      out.writeDouble(error.with());
      out.writeDouble(error.without());
    }
  }

  private static List<ColumnError> errors(MemberSpec spec) {
    if (!(spec instanceof MemberSpec.Ridge ridge) || ridge.columns() == null) return List.of();
    return Objects.requireNonNullElse(ridge.columns().errors(), List.of());
  }

  private Fitted read(MemberSpec spec, DataInputStream in) throws IOException {
    if (spec instanceof MemberSpec.Adjusted adjusted)
      return new FittedAdjusted(
          adjusted, read(adjusted.member(), in), Objects.requireNonNull(effect));
    int steps = in.readInt();
    float[] weights = new float[in.readInt()];
    for (int i = 0; i < weights.length; i++) weights[i] = in.readFloat();
    List<ColumnError> errors = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--)
      errors.add(new ColumnError(in.readUTF(), in.readDouble(), in.readDouble()));
    return switch (spec) {
      case MemberSpec.Ridge ridge -> FittedRidge.of(ridge.measured(errors), horizon, weights);
      case MemberSpec.Segmented network ->
          FittedNetwork.of(network, horizon, weights).endedAfter(steps);
      case MemberSpec.Classical _, MemberSpec.Adjusted _ ->
          throw new IllegalArgumentException("is not kept: " + spec.name());
    };
  }
}
