package dev.rondo.server.identity;

import dev.rondo.server.project.Project;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Binds each request of a known caller to one project: the one that it names, the one that its sign-in has chosen, or the usual one
/// of its caller. What belongs to no project, such as the page to sign in, can be reached without one.
final class ProjectFilter extends OncePerRequestFilter {
  static final String HEADER = "Rondo-Project";

  /// Attribute of a request with the name of its project.
  static final String BOUND = ProjectFilter.class.getName() + ".project";

  private final Projects projects;
  private final Refusals refusals;

  ProjectFilter(Projects projects, Refusals refusals) {
    this.projects = projects;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = Caller.find();
    if (caller.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    String name = name(request, caller.get());
    boolean seen;
    try {
      seen = caller.get().sees(name) && projects.exists(name);
    } catch (RuntimeException e) {
      refusals.fail(request, response, e);
      return;
    }
    boolean named = request.getHeader(HEADER) != null;
    if (!seen
        && !named
        && Permissions.rule(request).filter(rule -> !rule.ofProject()).isPresent()) {
      chain.doFilter(request, response);
      return;
    }
    if (!seen) {
      refusals.forbid(request, response, "the caller sees no project '%s'".formatted(name));
      return;
    }
    request.setAttribute(BOUND, name);
    within(new Project(name), request, response, chain);
  }

  private static String name(HttpServletRequest request, Caller caller) {
    String named = request.getHeader(HEADER);
    if (named != null) return named.strip();
    return request.getAttribute(CredentialsFilter.CHOSEN) instanceof String chosen
        ? chosen
        : caller.usualProject();
  }

  private static void within(
      Project project, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      project.<@Nullable Void, Exception>call(() -> {
        chain.doFilter(request, response);
        return null;
      });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
