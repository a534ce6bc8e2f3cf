package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.reading.Report.Kind;
import java.util.ArrayList;
import java.util.List;

/// What there is to tell of a reading under way.
final class Findings {
  /// Lines told of one finding; the count tells how many there are.
  static final int MOST_LINES = 20;

  private final List<Finding> findings = new ArrayList<>();

  void inferred(String subject, String detail) {
    findings.add(new Finding(Kind.INFERRED, subject, detail, 1, List.of()));
  }

  void repaired(String subject, String detail, long count, List<Long> lines) {
    findings.add(new Finding(Kind.REPAIRED, subject, detail, count, lines));
  }

  void dropped(String subject, String detail, long count, List<Long> lines) {
    findings.add(new Finding(Kind.DROPPED, subject, detail, count, lines));
  }

  void warning(String subject, String detail, long count, List<Long> lines) {
    findings.add(new Finding(Kind.WARNING, subject, detail, count, lines));
  }

  Report report() {
    return new Report(List.copyOf(findings));
  }
}
