package dev.rondo.server;

import java.util.ArrayList;
import java.util.List;

/// A program that runs out of memory in one of its threads, as a service does in the thread of a request.
final class HeapFiller {
  private static final List<long[]> KEPT = new ArrayList<>();

  private HeapFiller() {}

  /// Ends with exit code 0 if only the other thread dies.
  public static void main(String[] arguments) throws InterruptedException {
    Thread.ofPlatform().start(HeapFiller::fill).join();
    KEPT.clear();
  }

  private static void fill() {
    while (true) KEPT.add(new long[1 << 16]);
  }
}
