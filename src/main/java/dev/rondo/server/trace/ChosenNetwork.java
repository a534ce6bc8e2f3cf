package dev.rondo.server.trace;

import dev.rondo.forecasting.forecast.ModelPart;
import dev.rondo.forecasting.forecast.NetworkView;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A network of a model, by the name of its part.
record ChosenNetwork(String name, NetworkView view) {
  /// Throws [InfeasibleRequestException], which says what the model consists of, if there is no such part or if it is no network.
  ///
  /// @param member name of the part; null for the network with the largest weight
  static ChosenNetwork of(ServedModel model, @Nullable String member) {
    List<ModelPart> parts = model.parts();
    if (member == null) {
      return parts.stream()
          .filter(part -> part.network() != null)
          .max(Comparator.comparingDouble(ModelPart::weight))
          .map(ChosenNetwork::of)
          .orElseThrow(() ->
              refused(
                  "the model has no network to look into; it consists of %s"
                      .formatted(described(parts))));
    }
    ModelPart part =
        parts.stream()
            .filter(one -> one.name().equals(member))
            .findFirst()
            .orElseThrow(() ->
                refused(
                    "the model has no member '%s'; it consists of %s"
                        .formatted(member, described(parts))));
    if (part.network() == null)
      throw refused(
          "the member '%s' is %s, not a network; the model consists of %s"
              .formatted(member, part.kind(), described(parts)));
    return of(part);
  }

  private static ChosenNetwork of(ModelPart part) {
    NetworkView view = part.network();
    if (view == null) throw new IllegalArgumentException(part.name() + " is not a network");
    return new ChosenNetwork(part.name(), view);
  }

  private static InfeasibleRequestException refused(String detail) {
    return InfeasibleRequestException.of(List.of(Fault.parameter("member", detail)));
  }

  private static String described(List<ModelPart> parts) {
    return parts.stream()
        .map(part ->
            String.format(
                Locale.ROOT, "'%s' (%s, %.0f %%)", part.name(), part.kind(), 100 * part.weight()))
        .collect(Collectors.joining(", "));
  }
}
