package dev.rondo;

import dev.rondo.commandline.Rondo;
import dev.rondo.commandline.ServeCommand;
import dev.rondo.server.maintenance.MaintenanceConfiguration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the forecasting service, or runs a command if the first argument names one.
@SpringBootApplication
@ConfigurationPropertiesScan
public class Application {
  /// Carrier threads that stay free for other requests while each core works on a large one.
  private static final int SPARE_CARRIERS = 4;

  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  /// Options of the program itself; all others belong to the service.
  private static final Set<String> PROGRAM_OPTIONS = Set.of("--help", "-h", "--version", "-V");

  /// Commands that need the server, except the one that starts it; one line each.
  private static final List<Object> SERVER_COMMANDS = MaintenanceConfiguration.commands();

  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    if (!isService(all)) System.exit(Rondo.run(SERVER_COMMANDS, arguments));
    boolean named = !all.isEmpty() && all.getFirst().equals(ServeCommand.NAME);
    serve(named ? all.subList(1, all.size()) : all);
  }

  /// Whether the service starts: nothing or the command `serve` is said, or properties of the service only.
  static boolean isService(List<String> arguments) {
    if (arguments.isEmpty()) return true;
    String first = arguments.getFirst();
    if (first.equals(ServeCommand.NAME)) return Collections.disjoint(arguments, PROGRAM_OPTIONS);
    return first.startsWith("-") && !PROGRAM_OPTIONS.contains(first);
  }

  private static void serve(List<String> properties) {
    // Requests run on virtual threads. While a virtual thread computes, it keeps its carrier
    // thread.
    if (System.getProperty(CARRIERS) == null) {
      int carriers = Runtime.getRuntime().availableProcessors() + SPARE_CARRIERS;
      System.setProperty(CARRIERS, Integer.toString(carriers));
    }
    SpringApplication.run(Application.class, properties.toArray(String[]::new));
  }
}
