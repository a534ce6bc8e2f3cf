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
  Fitted fit(MemberData data, AutoProgress progress, BooleanSupplier stop);

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

  /// The members of a plan: its methods, the floor, ridges, those of them that forecast the rest, and networks.
  static List<Member> of(AutoPlan plan, long seed) {
    List<Member> members = new ArrayList<>();
    for (String method : plan.methods()) members.add(classical(method, plan));
    for (String baseline : plan.floor()) members.add(classical(baseline, plan));
    for (MemberSpec.Ridge spec : plan.ridges()) members.add(ridge(spec, plan));
    Adjustment adjustment = plan.adjustment();
    if (adjustment != null) addAdjusted(members, plan, adjustment);
    for (int i = 0; i < plan.networks().size(); i++) {
      NetworkChoice choice = plan.networks().get(i);
      Member network =
          new NetworkMember(
              new MemberSpec.Segmented(i, choice),
              plan.horizon(),
              plan.lag(),
              new Seed(seed).derive("network", i));
      members.add(
          adjustment != null && choice.known() != null ? adjusted(network, adjustment) : network);
    }
    return members;
  }

  /// Adds the methods and ridges that forecast what the effect of covariates leaves.
  private static void addAdjusted(List<Member> members, AutoPlan plan, Adjustment adjustment) {
    for (String method : adjustment.methods())
      members.add(adjusted(classical(method, plan), adjustment));
    for (MemberSpec.Ridge spec : plan.ridges())
      members.add(adjusted(ridge(spec, plan), adjustment));
  }

  private static Member adjusted(Member member, Adjustment adjustment) {
    return new AdjustedMember(member, adjustment.effect().count() + 1);
  }

  private static Member ridge(MemberSpec.Ridge spec, AutoPlan plan) {
    return new RidgeMember(spec, plan.horizon(), plan.penaltyHoldOut(), plan.ridgeProducts());
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
    public Fitted fit(MemberData data, AutoProgress progress, BooleanSupplier stop) {
      return FittedLocal.of(spec);
    }

    @Override
    public Memory memory(List<Track> tracks) {
      return new Memory(0, 0, FittedLocal.of(spec).workingBytes(), 1);
    }
  }
}
