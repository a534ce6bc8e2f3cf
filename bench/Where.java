/// Prints the JDK and the class path that the build uses, a line each.
void main() {
  System.out.println(System.getProperty("java.home"));
  System.out.println(System.getProperty("java.class.path"));
}
