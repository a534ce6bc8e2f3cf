package dev.rondo.server.job;

import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The finished parts of jobs that have not ended, and the last states of those that ended lately. Verified by checksums.
@Component
class StoredCheckpoints {
  private final JdbcClient database;

  StoredCheckpoints(JdbcClient database) {
    this.database = database;
  }

  /// Throws [UnreadableDocumentException] if the part is damaged.
  Optional<byte[]> find(String jobId, String part) {
    return database
        .sql("select checksum, content from job_checkpoint where job_id = ? and part = ?")
        .params(jobId, part)
        .query((row, _) -> {
          byte[] content = Objects.requireNonNull(row.getBytes("content"));
          if (ModelFile.checksum(content) != row.getLong("checksum"))
            throw new UnreadableDocumentException(
                "the checkpoint '%s' of the job is damaged: its checksum does not match"
                    .formatted(part));
          return content;
        })
        .optional();
  }

  /// The names of all parts.
  List<String> names(String jobId) {
    return database
        .sql("select part from job_checkpoint where job_id = ?")
        .param(jobId)
        .query((row, _) -> row.getString("part"))
        .list();
  }

  /// Number of bytes of a part; 0 if there is none.
  long bytes(String jobId, String part) {
    return database
        .sql("select octet_length(content) from job_checkpoint where job_id = ? and part = ?")
        .params(jobId, part)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /// Whether there is any part.
  boolean exist(String jobId) {
    return database
            .sql("select count(*) from job_checkpoint where job_id = ?")
            .param(jobId)
            .query(Integer.class)
            .single()
        > 0;
  }

  /// Writes parts in place of those of the same names, and deletes others, within the caller's transaction.
  void write(String jobId, CheckpointParts parts) {
    for (String prefix : parts.dropped())
      database
          .sql("delete from job_checkpoint where job_id = ? and left(part, ?) = ?")
          .params(jobId, prefix.length(), prefix)
          .update();
    parts
        .kept()
        .forEach((part, content) -> {
          database
              .sql("delete from job_checkpoint where job_id = ? and part = ?")
              .params(jobId, part)
              .update();
          database
              .sql(
                  "insert into job_checkpoint (job_id, part, checksum, content) values (?, ?, ?, ?)")
              .params(jobId, part, ModelFile.checksum(content), content)
              .update();
        });
  }

  void forget(String jobId) {
    database.sql("delete from job_checkpoint where job_id = ?").param(jobId).update();
  }

  /// Deletes the parts of ended jobs, except the latest ones.
  ///
  /// @param most number of ended jobs that keep theirs
  void prune(int most) {
    database
        .sql(
            """
            select c.job_id from job_checkpoint c join job j on j.id = c.job_id
            where j.state in ('succeeded', 'failed', 'cancelled') group by c.job_id order by c.job_id desc offset ?
            """)
        .param(most)
        .query(String.class)
        .list()
        .forEach(this::forget);
  }
}
