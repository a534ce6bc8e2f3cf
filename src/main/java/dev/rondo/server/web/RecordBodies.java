package dev.rondo.server.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;

/// Reads every `@RequestBody` that is a record of this project with [RecordBinder].
final class RecordBodies extends AbstractHttpMessageConverter<Record> {
  private final RecordBinder binder;
  private final long limit;

  RecordBodies(RecordBinder binder, long limit) {
    super(MediaType.APPLICATION_JSON);
    this.binder = binder;
    this.limit = limit;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type.isRecord() && type.getName().startsWith("dev.rondo.");
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Record readInternal(Class<? extends Record> type, HttpInputMessage message)
      throws IOException {
    MostBytes most = type.getAnnotation(MostBytes.class);
    LimitedInputStream body =
        most == null
            ? new LimitedInputStream(message.getBody(), limit, "rondo.limits.json")
            : new LimitedInputStream(message.getBody(), most.value(), "this operation");
    return binder.bind(body, type);
  }

  @Override
  protected void writeInternal(Record body, HttpOutputMessage message) {
    throw new HttpMessageNotWritableException("reads only");
  }
}
