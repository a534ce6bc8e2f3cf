package dev.rondo.forecasting.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.hierarchy.Hierarchy.Group;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HierarchyTest {
  private static final List<Map<String, String>> SERIES =
      List.of(
          Map.of("region", "north", "kind", "a"),
          Map.of("region", "north", "kind", "b"),
          Map.of("region", "south", "kind", "a"));

  @Test
  void levelsMayCrossAndEqualSumsAreOne() {
    Hierarchy made =
        Hierarchy.of(
            List.of(List.of(), List.of("region"), List.of("kind"), List.of("region", "kind")),
            SERIES);
    assertThat(made.groups().stream().map(Group::label))
        .containsExactly(
            "total",
            "region=north",
            "region=south",
            "kind=a",
            "kind=b",
            "region=north, kind=a",
            "region=north, kind=b",
            "region=south, kind=a");
    assertThat(made.sums().members()).isDeepEqualTo(new int[][] {{0, 1, 2}, {0, 1}, {0, 2}});
    // A group of one series is that series, whose row is behind those of the sums.
    assertThat(made.groups().stream().map(Group::row)).containsExactly(0, 1, 5, 2, 4, 3, 4, 5);
  }

  @Test
  void oneGroupOfAllSeriesIsTheTotal() {
    Hierarchy made =
        Hierarchy.of(
            List.of(List.of(), List.of("country")),
            List.of(Map.of("country", "x"), Map.of("country", "x")));
    assertThat(made.sums().count()).isEqualTo(1);
    assertThat(made.groups().stream().map(Group::row)).containsExactly(0, 0);
  }
}
