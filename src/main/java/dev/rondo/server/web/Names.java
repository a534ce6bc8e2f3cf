package dev.rondo.server.web;

/// Checks names that users give to datasets, jobs and models.
public final class Names {
  private static final int LONGEST = 200;

  private Names() {}

  /// Refuses a name that is blank, too long or not plain text; throws [IllegalArgumentException] with a message that begins with
  /// `name`.
  public static String checked(String name) {
    if (name.isBlank() || name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "name must have 1 to "
              + LONGEST
              + " characters, was "
              + (name.isBlank() ? "blank" : name.length() + " long"));
    }
    if (name.chars().anyMatch(Character::isISOControl))
      throw new IllegalArgumentException("name must not hold control characters");
    return Scalars.checked(name);
  }

  /// Whether a text has neither control characters nor unpaired surrogates.
  public static boolean plain(String text) {
    try {
      return Scalars.checked(text).chars().noneMatch(Character::isISOControl);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
