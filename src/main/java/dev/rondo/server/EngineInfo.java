package dev.rondo.server;

import dev.rondo.engine.kernel.Kernels;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/// Shows the kernels and the number of training threads under `/actuator/info`.
@Component
class EngineInfo implements InfoContributor {
  private final ServerSettings settings;

  EngineInfo(ServerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void contribute(Info.Builder builder) {
    builder.withDetail(
        "engine",
        Map.of("kernels", Kernels.best().description(), "threads", settings.trainingThreads()));
  }
}
