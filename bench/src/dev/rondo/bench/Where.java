package dev.rondo.bench;

/// Prints the JDK and the class path that the build uses, a line each.
public final class Where {
  private Where() {}

  public static void main(String[] arguments) {
    System.out.println(System.getProperty("java.home"));
    System.out.println(System.getProperty("java.class.path"));
  }
}
