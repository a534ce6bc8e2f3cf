package dev.rondo.server.telemetry;

import dev.rondo.server.web.RequestIds;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.micrometer.tracing.autoconfigure.ConditionalOnEnabledTracingExport;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/// Gives the span of a request the id of the request. Without a collector there is no such filter, so that requests pay nothing.
@Component
@ConditionalOnEnabledTracingExport
class TracedRequestIds implements ObservationFilter {
  private static final String NAME = "request.id";

  @Override
  public Observation.Context map(Observation.Context context) {
    if (!(context instanceof ServerRequestObservationContext request)) return context;
    // The request may end on another thread than it began, so the id is read from the answer.
    HttpServletResponse answer = request.getResponse();
    String id = answer == null ? null : answer.getHeader(RequestIds.HEADER);
    return id == null ? context : context.addHighCardinalityKeyValue(KeyValue.of(NAME, id));
  }
}
