package dev.rondo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the forecasting service.
@SpringBootApplication
@ConfigurationPropertiesScan
public class Application {
  /// Carrier threads that stay free for other requests while each core works on a large one.
  private static final int SPARE_CARRIERS = 4;

  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  public static void main(String[] arguments) {
    // Requests run on virtual threads. While a virtual thread computes, it keeps its carrier
    // thread.
    if (System.getProperty(CARRIERS) == null) {
      int carriers = Runtime.getRuntime().availableProcessors() + SPARE_CARRIERS;
      System.setProperty(CARRIERS, Integer.toString(carriers));
    }
    SpringApplication.run(Application.class, arguments);
  }
}
