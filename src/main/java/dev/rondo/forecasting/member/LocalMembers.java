package dev.rondo.forecasting.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The members that forecast one series at a time.
public final class LocalMembers {
  /// The mean of six members of different kinds. On public sets it is close to the best of them or better.
  public static final MeanOf CLASSICAL =
      new MeanOf(
          "classical",
          List.of(
              new Ets(),
              DynamicTheta.OPTIMISED,
              Smoothing.COMB,
              Smoothing.HOLT_WINTERS.get(0),
              Smoothing.HOLT_WINTERS.get(3),
              new LevelAndShape()));

  private static final List<LocalMember> ALL = List.copyOf(listed());

  private LocalMembers() {}

  /// Every member, each with its own name.
  public static List<LocalMember> all() {
    return ALL;
  }

  private static List<LocalMember> listed() {
    List<LocalMember> all = new ArrayList<>();
    all.add(new SimpleMember.Naive());
    all.add(new SimpleMember.SeasonalNaive());
    all.add(new SimpleMember.Drift());
    all.add(new SimpleMember.Mean());
    all.add(new SimpleMember.RecentMean());
    all.add(Deseasonalised.NAIVE2);
    all.add(Smoothing.SIMPLE);
    all.add(Smoothing.HOLT);
    all.add(Smoothing.DAMPED);
    all.addAll(Smoothing.HOLT_WINTERS);
    all.add(Smoothing.COMB);
    all.add(new Ets());
    all.add(Theta.STANDARD);
    all.add(DynamicTheta.OPTIMISED);
    all.add(new LevelAndShape());
    all.add(CLASSICAL);
    all.add(new Intermittent.Croston());
    all.add(new Intermittent.Sba());
    all.add(new Intermittent.Tsb());
    return all;
  }

  /// The member of a name.
  public static Optional<LocalMember> find(String name) {
    return ALL.stream().filter(member -> member.name().equals(name)).findFirst();
  }
}
