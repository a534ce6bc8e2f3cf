package dev.rondo.forecasting.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentChangesTest {
  private static final String FIRST = "abc";
  private static final double[][] VALUES = {{1, 2, Double.NaN}, {3, 4, Double.NaN}};

  @Test
  void theOrderOfChangesDoesNotMatter() {
    ContentChanges one = new ContentChanges();
    one.addRow(0, 7, VALUES, 0);
    one.addRow(1, 7, VALUES, 1);
    one.addLength(0, "a", 0, 8);
    ContentChanges other = new ContentChanges();
    other.addLength(0, "a", 0, 8);
    other.addRow(1, 7, VALUES, 1);
    ContentChanges stored = ContentChanges.parse(other.text());
    stored.addRow(0, 7, VALUES, 0);
    assertThat(stored.text()).isEqualTo(one.text()).hasSize(64);
    assertThat(stored.fingerprint(FIRST)).isEqualTo(one.fingerprint(FIRST)).hasSize(64);
    assertThat(one.fingerprint("abd")).isNotEqualTo(one.fingerprint(FIRST));
  }

  @Test
  void whatIsTakenBackLeavesNothing() {
    ContentChanges changes = new ContentChanges();
    for (int step = 0; step < 1000; step++) changes.addRow(0, step, VALUES, step % 2);
    changes.removeLength(3, "a", 5, 6);
    assertThat(changes.fingerprint(FIRST)).isNotEqualTo(FIRST);
    changes.addLength(3, "a", 5, 6);
    for (int step = 999; step >= 0; step--) changes.removeRow(0, step, VALUES, step % 2);
    assertThat(changes.text()).isEqualTo("0".repeat(64));
    assertThat(changes.fingerprint(FIRST)).isEqualTo(FIRST);
  }

  @Test
  void everyPartCounts() {
    Set<String> all = new HashSet<>();
    for (int position = 0; position < 2; position++) {
      for (int step = 0; step < 2; step++) {
        for (int at = 0; at < 2; at++) {
          ContentChanges changes = new ContentChanges();
          changes.addRow(position, step, VALUES, at);
          all.add(changes.fingerprint(FIRST));
        }
      }
    }
    assertThat(all).hasSize(8);
    ContentChanges empty = new ContentChanges();
    empty.addRow(0, 0, VALUES, 2);
    assertThat(empty.fingerprint(FIRST)).isEqualTo(FIRST);
  }
}
