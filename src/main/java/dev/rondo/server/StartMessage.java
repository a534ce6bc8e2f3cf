package dev.rondo.server;

import dev.rondo.engine.kernel.Kernels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Logs the kernels and the address of the service at the end of the start.
@Component
class StartMessage implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

  private final ServerSettings settings;
  private final ServerProperties server;

  StartMessage(ServerSettings settings, ServerProperties server) {
    this.settings = settings;
    this.server = server;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    // The first use of the kernels logs which were chosen.
    Kernels.best();
    if (!(event.getApplicationContext() instanceof WebServerApplicationContext context)) return;
    if (context.getWebServer() == null) return;
    Environment environment = context.getEnvironment();
    String root =
        "%s://%s:%d%s"
            .formatted(
                Ssl.isEnabled(server.getSsl()) ? "https" : "http",
                host(settings.listen()),
                context.getWebServer().getPort(),
                environment.getProperty("server.servlet.context-path", ""));
    LOG.info("Rondo answers at {} - Swagger UI: {}/swagger-ui.html", root, root);
  }

  /// The host name under which a browser on this machine reaches the service.
  static String host(String listen) {
    return switch (listen) {
      case "0.0.0.0", "::", "0:0:0:0:0:0:0:0" -> "localhost";
      default -> listen.indexOf(':') < 0 ? listen : "[" + listen + "]";
    };
  }
}
