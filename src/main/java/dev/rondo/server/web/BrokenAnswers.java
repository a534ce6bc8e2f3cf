package dev.rondo.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/// Handles answers that fail while they are written. If nothing has been sent, the buffer is cleared and the problem is answered
/// instead. If a part has been sent, Tomcat receives the failure and cuts the connection, so that the client does not take a part
/// for the whole.
@Component
class BrokenAnswers implements HandlerExceptionResolver, Ordered {
  /// An answer that cannot be completed.
  static final class BrokenAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenAnswerException(String request, Throwable cause) {
      super("the answer to " + request + " broke off; its connection is cut", cause);
    }
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception e) {
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) return null;
    if (response.isCommitted())
      throw new BrokenAnswerException(request.getMethod() + " " + request.getRequestURI(), e);
    response.resetBuffer();
    return null;
  }
}
