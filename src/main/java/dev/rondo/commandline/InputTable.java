package dev.rondo.commandline;

import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.forecasting.reading.UnreadableException.Fault;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A table of a file or of standard input, as delimited text, plain or gzip.
///
/// @param file path, or `-` for standard input
record InputTable(String file, InputStream standardInput) {
  static final String STANDARD_INPUT = "-";
  private static final int MOST_FAULTS = 20;

  /// Name for people, and for a dataset of a service.
  String name() {
    if (file.equals(STANDARD_INPUT)) return "standard input";
    Path name = path().getFileName();
    return name == null ? file : name.toString();
  }

  /// Throws [CommandFailure] if the file cannot be read or understood.
  Reading read(ReadingOptions options) {
    String lower = file.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".json") || lower.endsWith(".ndjson") || lower.endsWith(".jsonl"))
      throw new CommandFailure(
          ExitCode.UNREADABLE,
          "%s: commands read delimited text such as CSV; a service (--server) also reads JSON"
              .formatted(name()));
    try (InputStream in = unpacked(open())) {
      return DatasetReader.csv(in, options);
    } catch (UnreadableException e) {
      throw new CommandFailure(ExitCode.UNREADABLE, lines(e.faults()));
    } catch (ZipException | EOFException e) {
      throw new CommandFailure(
          ExitCode.UNREADABLE,
          "%s: the gzip data are damaged or broken off: %s".formatted(name(), e.getMessage()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// The bytes as they are. Throws [CommandFailure] if there is no such file.
  InputStream open() {
    if (file.equals(STANDARD_INPUT)) return standardInput;
    try {
      Path path = path();
      if (Files.isDirectory(path))
        throw new CommandFailure(ExitCode.UNREADABLE, file + ": this is a directory");
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Path path() {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new CommandFailure(ExitCode.UNREADABLE, file + ": this is not a name of a file");
    }
  }

  private static CommandFailure unreadable(IOException e) {
    return new CommandFailure(ExitCode.UNREADABLE, Failures.of(e));
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in, 1 << 16);
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
  }

  private List<String> lines(List<Fault> faults) {
    List<String> lines = new ArrayList<>();
    for (Fault fault : faults.subList(0, Math.min(MOST_FAULTS, faults.size())))
      lines.add(place(fault) + ": " + fault.detail());
    if (faults.size() > MOST_FAULTS)
      lines.add("%s: and %d more faults".formatted(name(), faults.size() - MOST_FAULTS));
    return lines;
  }

  private String place(Fault fault) {
    String place = name();
    if (fault.line() != null) place += ", line " + fault.line();
    if (fault.column() != null) place += ", column " + fault.column();
    return place;
  }
}
