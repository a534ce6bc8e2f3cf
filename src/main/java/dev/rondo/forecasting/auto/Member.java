package dev.rondo.forecasting.auto;

import dev.rondo.engine.random.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// A method that an ensemble may use.
interface Member {
  /// Methods that the served forecast must not lose to. They take no time.
  List<String> BASELINES = List.of("naive", "seasonal-naive", "drift", "mean");

  MemberSpec spec();

  default boolean isBaseline() {
    return spec() instanceof MemberSpec.Classical one && BASELINES.contains(one.method());
  }

  /// Whether each forecast takes as long as fitting the method to the series.
  default boolean isSlow() {
    return spec() instanceof MemberSpec.Classical && !isBaseline();
  }

  /// @param stop whether to end early, asked after each step of work that takes long
  Fitted fit(List<Track> tracks, AutoProgress progress, BooleanSupplier stop);

  /// The memory that it needs.
  ///
  /// @param tracks those that it is fitted to
  Memory memory(List<Track> tracks);

  /// Bytes of a member.
  ///
  /// @param fitting while it is fitted
  /// @param fitted of what was fitted
  /// @param buffers that one thread needs to forecast
  /// @param results arrays of forecasts that it gives: 3 with spreads, 1 without
  record Memory(long fitting, long fitted, long buffers, int results) {}

  /// The members of a plan: its methods, the floor, ridges and networks.
  static List<Member> of(AutoPlan plan, long seed) {
    List<Member> members = new ArrayList<>();
    for (String method : plan.methods()) members.add(classical(method, plan));
    for (String baseline : plan.floor()) members.add(classical(baseline, plan));
    for (MemberSpec.Ridge spec : plan.ridges())
      members.add(
          new RidgeMember(spec, plan.horizon(), plan.penaltyHoldOut(), plan.ridgeProducts()));
    for (int i = 0; i < plan.networks().size(); i++) {
      MemberSpec.Segmented spec = new MemberSpec.Segmented(i, plan.networks().get(i));
      members.add(
          new NetworkMember(spec, plan.horizon(), plan.lag(), new Seed(seed).derive("network", i)));
    }
    return members;
  }

  /// The names of members, each once: further members of one name get numbers.
  static List<String> names(List<Member> members) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Member member : members) {
      String name = member.spec().name();
      for (int number = 2; !taken.add(name); number++) name = member.spec().name() + "-" + number;
      names.add(name);
    }
    return names;
  }

  private static Member classical(String method, AutoPlan plan) {
    return new ClassicalMember(new MemberSpec.Classical(method, plan.season()));
  }

  /// Nothing is fitted before a forecast.
  record ClassicalMember(MemberSpec.Classical spec) implements Member {
    @Override
    public Fitted fit(List<Track> tracks, AutoProgress progress, BooleanSupplier stop) {
      return FittedLocal.of(spec);
    }

    @Override
    public Memory memory(List<Track> tracks) {
      return new Memory(0, 0, FittedLocal.of(spec).workingBytes(), 1);
    }
  }
}
