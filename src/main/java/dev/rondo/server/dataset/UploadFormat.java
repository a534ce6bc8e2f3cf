package dev.rondo.server.dataset;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// The formats of an upload.
public enum UploadFormat {
  CSV("text/csv", ".csv", ".tsv", ".tab", ".txt", ".dat"),
  NDJSON("application/x-ndjson", ".ndjson", ".jsonl"),
  JSON("application/json", ".json");

  private final String mediaType;
  private final String[] endings;

  UploadFormat(String mediaType, String... endings) {
    this.mediaType = mediaType;
    this.endings = endings;
  }

  String mediaType() {
    return mediaType;
  }

  /// The format by content type, or by file name if the content type is generic; null if neither is known.
  static @Nullable UploadFormat of(@Nullable String contentType, @Nullable String fileName) {
    MediaType type = parse(contentType);
    if (type != null) {
      String essence = type.getType() + "/" + type.getSubtype();
      for (UploadFormat format : values()) if (format.mediaType.equals(essence)) return format;
      if (essence.equals("text/tab-separated-values") || essence.equals("application/vnd.ms-excel"))
        return CSV;
      if (essence.equals("application/jsonl") || essence.equals("application/ndjson"))
        return NDJSON;
    }
    return fileName == null ? null : byName(fileName.toLowerCase(Locale.ROOT));
  }

  private static @Nullable UploadFormat byName(String fileName) {
    String name =
        fileName.endsWith(".gz") ? fileName.substring(0, fileName.length() - 3) : fileName;
    for (UploadFormat format : values()) {
      for (String ending : format.endings) if (name.endsWith(ending)) return format;
    }
    return null;
  }

  private static @Nullable MediaType parse(@Nullable String contentType) {
    try {
      return contentType == null ? null : MediaType.parseMediaType(contentType);
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }
}
