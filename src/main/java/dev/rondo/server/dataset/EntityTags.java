package dev.rondo.server.dataset;

import dev.rondo.server.web.PreconditionFailedException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entity tags of a header `If-Match`.
///
/// @param tags of which the dataset must have one; empty for any
record EntityTags(List<String> tags) {
  /// @param header null if the request has none
  static EntityTags of(@Nullable String header) {
    return new EntityTags(
        header == null
            ? List.of()
            : Arrays.stream(header.split(",", -1)).map(String::strip).toList());
  }

  /// Whether the request names a version.
  boolean named() {
    return !tags.isEmpty() && !tags.contains("*");
  }

  /// Throws [PreconditionFailedException] if the dataset has none of them.
  void require(DatasetDescription dataset) {
    if (!named() || tags.contains(dataset.etag())) return;
    throw new PreconditionFailedException(
        "the dataset has the version %d with the ETag %s, not %s"
            .formatted(dataset.version(), dataset.etag(), String.join(", ", tags)));
  }
}
