package dev.rondo.commandline;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.member.LocalMember;
import dev.rondo.forecasting.member.LocalMembers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;

/// What the names of a backtest stand for.
///
/// @param training what is said about automatic trainings
record Candidates(TrainingArguments training) {
  private static final String AUTOMATIC = "auto";

  /// The automatic training; the horizon is that of the backtest.
  Candidate.Auto automatic() {
    AutoRequest request = training.request(Candidate.Auto.USUAL_DURATION);
    return new Candidate.Auto(
        training.maxDuration == null ? Candidate.Auto.USUAL_DURATION : training.maxDuration,
        request.season(),
        request.seed(),
        null,
        request.holidays());
  }

  /// The automatic training, a method, or the model of a file. Throws [ParameterException] if there is none.
  Candidate of(String name) {
    if (name.equals(AUTOMATIC)) return automatic();
    if (LocalMembers.find(name).isPresent()) return new Candidate.Baseline(name);
    if (Files.isRegularFile(Path.of(name))) return new Candidate.StoredModel(name);
    throw new ParameterException(
        training.line(),
        "--candidates must be %s, model files, or of %s; was '%s'"
            .formatted(
                AUTOMATIC,
                LocalMembers.all().stream()
                    .map(LocalMember::name)
                    .collect(Collectors.joining(", ")),
                name));
  }

  /// The automatic training, a method, or a model of the service.
  Candidate ofService(String name) {
    if (name.equals(AUTOMATIC)) return automatic();
    if (LocalMembers.find(name).isPresent()) return new Candidate.Baseline(name);
    return new Candidate.StoredModel(name);
  }
}
