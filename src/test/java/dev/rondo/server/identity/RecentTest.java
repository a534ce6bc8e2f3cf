package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecentTest {
  private final Recent<String> recent = new Recent<>();

  @Test
  void looksUpOnce() {
    assertThat(recent.get("a", () -> "first")).isEqualTo("first");
    assertThat(recent.get("a", () -> "second")).isEqualTo("first");
    recent.forget();
    assertThat(recent.get("a", () -> "second")).isEqualTo("second");
  }

  @Test
  void remembersNothingThatWasLookedUpBeforeAChange() {
    String old =
        recent.get(
            "a",
            () -> {
              recent.forget();
              return "old";
            });
    assertThat(old).isEqualTo("old");
    assertThat(recent.find("a")).isNull();
    assertThat(recent.get("a", () -> "new")).isEqualTo("new");
  }

  @Test
  void remembersNoFailure() {
    assertThatThrownBy(() ->
            recent.get(
                "a",
                () -> {
                  throw new IllegalStateException("away");
                }))
        .hasMessage("away");
    assertThat(recent.get("a", () -> "back")).isEqualTo("back");
  }
}
