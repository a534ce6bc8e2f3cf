package dev.rondo.forecasting.model;

import java.util.List;
import java.util.stream.Collectors;

/// A well-formed request that the data do not allow.
public final class InfeasibleException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Obstacle> obstacles;

  /// @param detail what is wrong with the subject and what would be right
  public record Obstacle(Subject subject, String detail) {}

  public InfeasibleException(Subject subject, String detail) {
    this(List.of(new Obstacle(subject, detail)));
  }

  /// @param obstacles at least one
  public InfeasibleException(List<Obstacle> obstacles) {
    super(obstacles.stream().map(Obstacle::detail).collect(Collectors.joining(" ")));
    this.obstacles = List.copyOf(obstacles);
  }

  /// The subject of the first obstacle.
  public Subject subject() {
    return obstacles.getFirst().subject();
  }

  public List<Obstacle> obstacles() {
    return obstacles;
  }
}
