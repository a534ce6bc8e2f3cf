package dev.rondo.server.job;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The problems that explain a failed job to its user.
final class JobProblems {
  private static final Logger LOG = LoggerFactory.getLogger(JobProblems.class);

  private JobProblems() {}

  static Problem of(Job job, Throwable e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    return switch (e) {
      case InfeasibleException infeasible -> Problem.of(infeasible);
      case NotFoundException _ -> Problem.of(ProblemType.NOT_FOUND, message);
      case UnreadableDocumentException _ -> Problem.of(ProblemType.UNREADABLE_ROW, message);
      default -> {
        LOG.error("job {}: unexpected error", job.id(), e);
        yield Problem.of(
            ProblemType.INTERNAL_ERROR,
            "an unexpected error; see the log of the service under job " + job.id());
      }
    };
  }
}
