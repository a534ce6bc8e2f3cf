package dev.rondo.bench;

/// Prints the home of the JDK and the class path of the build, each on a line.
public final class Where {
  private Where() {}

  public static void main(String[] arguments) {
    System.out.println(System.getProperty("java.home"));
    System.out.println(System.getProperty("java.class.path"));
  }
}
