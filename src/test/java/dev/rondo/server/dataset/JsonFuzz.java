package dev.rondo.server.dataset;

/// Target of a fuzzer: uploads of JSON.
public final class JsonFuzz {
  private JsonFuzz() {}

  /// As [FuzzedUpload#read].
  public static void fuzzerTestOneInput(byte[] data) {
    FuzzedUpload.read(UploadFormat.JSON, data);
  }
}
