package dev.rondo.server.dataset;

/// Target of a fuzzer: uploads of NDJSON.
public final class NdjsonFuzz {
  private NdjsonFuzz() {}

  /// As [FuzzedUpload#read].
  public static void fuzzerTestOneInput(byte[] data) {
    FuzzedUpload.read(UploadFormat.NDJSON, data);
  }
}
