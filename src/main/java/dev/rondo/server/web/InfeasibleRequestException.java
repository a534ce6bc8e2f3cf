package dev.rondo.server.web;

import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Subject;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// A well-formed request that what is stored, or the limits of the service, do not allow; answered with 422.
public final class InfeasibleRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Fault> faults;

  /// @param pointer JSON Pointer into the body
  public InfeasibleRequestException(String pointer, String detail) {
    super(detail);
    this.faults = List.of(Fault.at(pointer, detail));
  }

  /// What the data do not allow of an item of the body.
  ///
  /// @param pointer JSON Pointer to the item, a request for an automatic training
  public static InfeasibleRequestException of(String pointer, InfeasibleException e) {
    return new InfeasibleRequestException(
        Objects.requireNonNullElse(e.getMessage(), ""),
        e.obstacles().stream()
            .map(obstacle ->
                Fault.at(
                    obstacle.subject() instanceof Subject.EnsemblePart
                            || obstacle.subject() == Subject.TrainingInput.HOLIDAYS
                        ? pointer + Pointers.of(obstacle.subject())
                        : pointer,
                    obstacle.detail()))
            .toList());
  }

  /// @param faults what the stored data do not allow; at least one
  public static InfeasibleRequestException of(List<Fault> faults) {
    return new InfeasibleRequestException(Problem.summary(faults), faults);
  }

  /// What the data or the model do not allow, at the pointers of a prediction or training.
  public static InfeasibleRequestException of(InfeasibleException e) {
    return new InfeasibleRequestException(
        Objects.requireNonNullElse(e.getMessage(), ""),
        e.obstacles().stream()
            .map(obstacle -> Fault.at(Pointers.of(obstacle.subject()), obstacle.detail()))
            .toList());
  }

  /// The same refusal of a request whose body has the members at other places.
  ///
  /// @param place pointer in the body, from the present one
  public InfeasibleRequestException moved(UnaryOperator<String> place) {
    return new InfeasibleRequestException(
        Objects.requireNonNullElse(getMessage(), ""),
        faults.stream()
            .map(fault ->
                fault.pointer() == null
                    ? fault
                    : Fault.at(place.apply(fault.pointer()), fault.detail()))
            .toList());
  }

  private InfeasibleRequestException(String detail, List<Fault> faults) {
    super(detail);
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
