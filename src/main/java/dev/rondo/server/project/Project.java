package dev.rondo.server.project;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A project. Everything that users store belongs to one, and work for a project sees nothing of the others.
///
/// A request is bound to its project before it reaches a controller, and work in the background binds the project of what it works
/// on. Stores ask for [#current] in each statement that finds something by an id or name, so a thread without a project finds
/// nothing: it fails.
///
/// @param name 1 to 63 small letters, digits and `-`, beginning with a letter or digit
public record Project(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /// The project of requests that name none, and of data from before there were projects.
  public static final Project DEFAULT = new Project("default");

  private static final ScopedValue<Project> CURRENT = ScopedValue.newInstance();

  public Project {
    if (!isName(name))
      throw new IllegalArgumentException(
          "the name of a project has 1 to 63 small letters, digits or '-' and begins with a letter or digit, was '%s'"
              .formatted(name));
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// The project that this thread works for; throws [IllegalStateException] if it works for none.
  public static Project current() {
    return CURRENT.orElseThrow(
        () -> new IllegalStateException("this thread works for no project; bind one"));
  }

  /// A key for something of this project in memory, which differs from those of other projects.
  ///
  /// @param id of something that users name
  public String key(String id) {
    return name + '/' + id;
  }

  public void run(Runnable work) {
    ScopedValue.where(CURRENT, this).run(work);
  }

  public <T> T get(Supplier<T> work) {
    return call(work::get);
  }

  public <T extends @Nullable Object, X extends Throwable> T call(
      ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }
}
