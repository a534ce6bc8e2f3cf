package dev.rondo.server;

import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/// Tells under `/actuator/info` which kernels do the arithmetic, and on how many threads.
@Component
class EngineInfo implements InfoContributor {
  private final ServerSettings settings;

  EngineInfo(ServerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void contribute(Info.Builder builder) {
    boolean vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    builder.withDetail("engine", Map.of("kernels", vector ? "vector" : "scalar", "threads", settings.trainingThreads()));
  }
}
