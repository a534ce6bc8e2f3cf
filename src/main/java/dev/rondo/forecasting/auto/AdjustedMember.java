package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.Effect;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// A member that forecasts what the effect of covariates leaves; the effect of the horizon's covariates is added back.
///
/// @param member which forecasts the rest
/// @param inputs number of coefficients of the effect
record AdjustedMember(Member member, int inputs) implements Member {
  @Override
  public MemberSpec.Adjusted spec() {
    return new MemberSpec.Adjusted(member.spec());
  }

  @Override
  public boolean isSlow() {
    return member.isSlow();
  }

  @Override
  public Fitted fit(MemberData data, AutoProgress progress, BooleanSupplier stop) {
    Effect effect = Objects.requireNonNull(data.effect());
    MemberData rest = new MemberData(data.rest(), null, List.of());
    return new FittedAdjusted(spec(), member.fit(rest, progress, stop), effect);
  }

  @Override
  public Memory memory(List<Track> tracks) {
    Memory own = member.memory(tracks);
    long coefficients = inputs * (long) (Double.BYTES + Float.BYTES);
    long history = member.spec().longestPast() * (long) Double.BYTES;
    return new Memory(
        own.fitting(), own.fitted() + coefficients, own.buffers() + 3 * history, own.results());
  }
}
