package dev.rondo.server.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers with problem details if Tomcat refuses a request before it reaches the application, such as a malformed URL.
public final class ProblemValve extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
    ProblemType type = ProblemType.of(status);
    String json =
        """
        {"type":"%s","title":"%s","status":%d,"detail":"%s","errors":[]}\
        """
            .formatted(
                type.uri(),
                type.title(),
                status,
                "the server refused the request: " + type.title());
    try {
      response.setContentType("application/problem+json");
      response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("the client disconnected before it received its error", e);
    }
  }
}
