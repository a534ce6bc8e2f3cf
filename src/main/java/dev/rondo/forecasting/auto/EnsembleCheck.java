package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.auto.UnmetRequestException.Unmet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Refuses what the data do not allow of a requested ensemble.
final class EnsembleCheck {
  private final Basis basis;
  private final RollingHoldOut holdOut;
  private final List<Unmet> unmet = new ArrayList<>();

  private EnsembleCheck(Basis basis, RollingHoldOut holdOut) {
    this.basis = basis;
    this.holdOut = holdOut;
  }

  /// Throws [UnmetRequestException] with all that is not possible.
  static void check(Basis basis, RollingHoldOut holdOut) {
    EnsembleRequest ensemble = basis.ensemble();
    EnsembleCheck check = new EnsembleCheck(basis, holdOut);
    check.holdOut(ensemble);
    List<RidgeRequest> ridges = ensemble.ridges() == null ? List.of() : ensemble.ridges();
    List<NetworkRequest> networks = ensemble.networks() == null ? List.of() : ensemble.networks();
    for (int i = 0; i < ridges.size(); i++) check.ridge(i, ridges.get(i));
    for (int i = 0; i < networks.size(); i++) check.network(i, networks.get(i));
    if (!check.unmet.isEmpty()) throw new UnmetRequestException(check.unmet);
  }

  private void holdOut(EnsembleRequest ensemble) {
    if (ensemble.origins() == null && ensemble.stride() == null) return;
    long span = (holdOut.origins() - 1L) * holdOut.stride() + holdOut.horizon() + holdOut.least();
    if (basis.profile().longest() >= span) return;
    unmet.add(
        new Unmet(
            List.of(ensemble.origins() == null ? "stride" : "origins"),
            "%d held-out origins %d steps apart need a series of %d steps; the longest has %d. Fewer origins, a smaller stride or a shorter horizon need less."
                .formatted(holdOut.origins(), holdOut.stride(), span, basis.profile().longest())));
  }

  private void ridge(int place, RidgeRequest ridge) {
    String number = Integer.toString(place);
    windows(List.of("ridges", number));
    withinSeries(List.of("ridges", number, "lookback"), ridge.lookback());
    withinSeries(List.of("ridges", number, "season"), ridge.season());
  }

  private void network(int place, NetworkRequest network) {
    String number = Integer.toString(place);
    windows(List.of("networks", number));
    withinSeries(List.of("networks", number, "segment"), network.segment());
    withinSeries(List.of("networks", number, "lookback"), network.lookback());
    withinSeries(List.of("networks", number, "base"), network.base());
    if (network.units() == Units.LOG && !basis.profile().nonNegative())
      unmet.add(
          new Unmet(
              List.of("networks", number, "units"),
              "The units log need values that are not negative, but the smallest is %s; level and spread take all values."
                  .formatted(basis.profile().lowest())));
  }

  /// A member that learns needs a window, also before the hold-out.
  private void windows(List<String> path) {
    int longest = holdOut.training(basis.tracks()).stream().mapToInt(Track::length).max().orElse(0);
    if (longest > basis.horizon()) return;
    unmet.add(
        new Unmet(
            path,
            "There is no window to learn from: before the hold-out the longest series has %d steps, and a window needs more than the horizon of %d. A shorter horizon or fewer held-out origins leave more."
                .formatted(longest, basis.horizon())));
  }

  private void withinSeries(List<String> path, @Nullable Integer steps) {
    int room = basis.profile().longest() - basis.horizon();
    if (steps == null || steps <= Math.max(1, room)) return;
    unmet.add(
        new Unmet(
            path,
            "The longest series has %d steps before its last horizon of %d, fewer than %d."
                .formatted(Math.max(0, room), basis.horizon(), steps)));
  }
}
