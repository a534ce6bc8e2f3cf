package dev.rondo.server.identity;

import dev.rondo.server.project.Project;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Who sends a request.
///
/// @param name for people, such as the name of a key or the subject of a token
/// @param keyId key that it used, also to sign in; null if it used none
/// @param projects names of its projects, the usual one first; null if it sees all
/// @param expiresAt when its key, token or session ends; null if it does not
public record Caller(
    String name,
    @Nullable String keyId,
    AccessRole role,
    @Nullable List<String> projects,
    @Nullable Instant expiresAt) {

  /// The caller of a service that asks for no key.
  static final Caller ANYONE = new Caller("anyone", null, AccessRole.ADMIN, null, null);

  public Caller {
    projects = projects == null ? null : List.copyOf(projects);
    if (projects != null && projects.isEmpty())
      throw new IllegalArgumentException("a caller has a project");
  }

  /// The caller of this request; throws [IllegalStateException] if it is not known.
  static Caller current() {
    return find()
        .orElseThrow(() -> new IllegalStateException("the caller of this request is not known"));
  }

  static Optional<Caller> find() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof Known known
        ? Optional.of(known.caller)
        : Optional.empty();
  }

  /// Whether it sees all projects.
  boolean everywhere() {
    return projects == null || role == AccessRole.ADMIN;
  }

  /// The project of requests that name none.
  String usualProject() {
    return projects == null ? Project.DEFAULT.name() : projects.getFirst();
  }

  boolean sees(String project) {
    return everywhere() || projects != null && projects.contains(project);
  }

  boolean expired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  /// Whether the caller of this request may still get answers; to be asked on any thread.
  static BooleanSupplier permit() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof Known known
        ? known.permit
        : () -> false;
  }

  /// @param permit whether it may still get answers
  Authentication authentication(BooleanSupplier permit) {
    return new Known(this, permit);
  }

  private static final class Known extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;
    private final transient Caller caller;
    private final transient BooleanSupplier permit;

    Known(Caller caller, BooleanSupplier permit) {
      super(List.of());
      this.caller = caller;
      this.permit = permit;
      setAuthenticated(true);
    }

    @Override
    public String getCredentials() {
      return "";
    }

    @Override
    public Caller getPrincipal() {
      return caller;
    }
  }
}
