package dev.rondo.server.dataset;

/// Target of a fuzzer: uploads of CSV.
public final class CsvFuzz {
  private CsvFuzz() {}

  /// As [FuzzedUpload#read].
  public static void fuzzerTestOneInput(byte[] data) {
    FuzzedUpload.read(UploadFormat.CSV, data);
  }
}
