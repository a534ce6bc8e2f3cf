package dev.rondo.server.maintenance;

import dev.rondo.forecasting.document.DocumentFormat;
import java.util.List;

/// The last entry of a backup, without which it is incomplete: what its tables have.
record BackupContent(List<TableContent> tables) {
  static final DocumentFormat<BackupContent> FORMAT =
      DocumentFormat.of("checksums of the backup", BackupContent.class);
}
