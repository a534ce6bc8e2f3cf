package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.member.LocalMember;
import dev.rondo.forecasting.member.LocalMembers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a user may say about the ensemble of a training. What is left out is chosen from the data; an empty list means none.
///
/// @param methods names of [LocalMembers]
/// @param ridges pooled ridges
/// @param networks segment networks
/// @param weights how the members are weighted; by the hold-out if left out
/// @param origins number of held-out origins of each series
/// @param stride steps between two held-out origins
/// @param covariates names of the columns known ahead whose effect is used
/// @param fallback whether the best baseline is served if it has a lower error in the hold-out than the ensemble; true if left out
public record EnsembleRequest(
    @Nullable List<String> methods,
    @Nullable List<RidgeRequest> ridges,
    @Nullable List<NetworkRequest> networks,
    @Nullable Weighting weights,
    @Nullable Integer origins,
    @Nullable Integer stride,
    @Nullable Boolean fallback,
    @Nullable List<String> covariates) {
  private static final int MOST_RIDGES = 10;
  private static final int MOST_NETWORKS = 16;
  private static final int MOST_ORIGINS = 1000;

  /// Everything is chosen from the data.
  static final EnsembleRequest NONE =
      new EnsembleRequest(null, null, null, null, null, null, null, null);

  public EnsembleRequest {
    methods = methods == null ? null : List.copyOf(methods);
    ridges = ridges == null ? null : List.copyOf(ridges);
    networks = networks == null ? null : List.copyOf(networks);
    covariates = covariates == null ? null : List.copyOf(covariates);
    if (methods != null) checkMethods(methods);
    if (covariates != null) checkOnce("covariates", covariates);
    if (ridges != null) checkCount("ridges", ridges.size(), MOST_RIDGES);
    if (networks != null) checkCount("networks", networks.size(), MOST_NETWORKS);
    Requested.between("origins", origins, 1, MOST_ORIGINS);
    Requested.between("stride", stride, 1, 1_000_000);
    if (isNone(methods) && isNone(ridges) && isNone(networks))
      throw new IllegalArgumentException(
          "methods, ridges and networks are all empty; at least one of them must hold or be left to choose a member");
  }

  private static void checkOnce(String name, List<String> items) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++)
      if (!seen.add(items.get(i)))
        throw new IllegalArgumentException(
            "%s/%d is '%s' once more".formatted(name, i, items.get(i)));
  }

  private static void checkMethods(List<String> methods) {
    checkOnce("methods", methods);
    for (int i = 0; i < methods.size(); i++) {
      String name = methods.get(i);
      if (LocalMembers.find(name).isEmpty())
        throw new IllegalArgumentException(
            "methods/%d must be one of %s, was '%s'"
                .formatted(
                    i,
                    LocalMembers.all().stream()
                        .map(LocalMember::name)
                        .collect(Collectors.joining(", ")),
                    name));
    }
  }

  private static void checkCount(String name, int count, int most) {
    if (count > most)
      throw new IllegalArgumentException(
          "%s must hold at most %d items, held %d".formatted(name, most, count));
  }

  private static boolean isNone(@Nullable List<?> items) {
    return items != null && items.isEmpty();
  }

  /// Whether it names a method, a ridge or a network.
  boolean namesMembers() {
    return Stream.of(methods, ridges, networks).anyMatch(one -> one != null && !one.isEmpty());
  }

  boolean fallsBack() {
    return fallback == null || fallback;
  }

  /// Whether the units of a network or of a ridge are chosen from the data.
  boolean choosesUnits() {
    return choosesOfNetworks(NetworkRequest::units)
        || ridges == null
        || ridges.stream().anyMatch(one -> one.scaled() == null);
  }

  /// Whether a member of the networks is chosen from the data for at least one of them.
  boolean choosesOfNetworks(Function<NetworkRequest, @Nullable Object> member) {
    return networks == null || networks.stream().anyMatch(one -> member.apply(one) == null);
  }
}
