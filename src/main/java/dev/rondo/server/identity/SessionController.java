package dev.rondo.server.identity;

import dev.rondo.server.project.Project;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.MostBytes;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.WebUtils;

/// Signs the dashboard in and out. Scripts of pages cannot read the cookie, and browsers do not send it with requests of foreign
/// pages.
@RestController
@RequestMapping(path = "/api/v1/session", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Session", description = "Who calls, and the sign-in of the dashboard")
class SessionController {
  private static final String PATH = "/";

  /// Tokens of some providers are long.
  private static final int MOST_BYTES = 64 * 1024;

  private final Guard guard;
  private final Credentials credentials;
  private final Sessions sessions;
  private final Projects projects;
  private final Tokens tokens;
  private final AccessSettings settings;

  SessionController(
      Guard guard,
      Credentials credentials,
      Sessions sessions,
      Projects projects,
      Tokens tokens,
      AccessSettings settings) {
    this.guard = guard;
    this.credentials = credentials;
    this.sessions = sessions;
    this.projects = projects;
    this.tokens = tokens;
    this.settings = settings;
  }

  @Schema(name = "SignIn")
  @MostBytes(MOST_BYTES)
  record SignIn(
      @Schema(
              description = "a key, or a token of the OpenID provider",
              example = "rondo_Zx81kPqY0dVn5s3W9bTjC7mHfR2aLgUeKo4iXhMwNvE")
          String key) {
    SignIn {
      if (key.isBlank()) throw new IllegalArgumentException("key must not be blank");
    }
  }

  @Schema(name = "ChosenProject")
  record Choice(@Schema(example = "default") String name) {}

  /// @param name null if nobody is signed in
  @Schema(name = "Session", description = "Who calls")
  record Description(
      @Schema(description = "whether requests need a key") boolean required,
      @Schema(description = "whether tokens of an OpenID provider are accepted") boolean openId,
      @Schema(description = "null if nobody is signed in", example = "billing")
          @Nullable String name,
      @Nullable AccessRole role,
      @Schema(description = "project of requests that name none", example = "default")
          @Nullable String project,
      @Schema(description = "projects of the caller") List<String> projects) {}

  @Operation(operationId = "getSession", summary = "Get who calls, and whether requests need a key")
  @GetMapping
  Description one(HttpServletRequest request) {
    String project =
        request.getAttribute(ProjectFilter.BOUND) instanceof String bound ? bound : null;
    return described(Caller.find(), project);
  }

  @Operation(
      operationId = "signIn",
      summary = "Sign the dashboard in",
      description =
          "Sets the cookie `rondo-session`, which requests may send in place of a key. A service that needs no key signs nobody in.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = SignIn.class),
                      examples =
                          @ExampleObject(
                              name = "A key",
                              value =
                                  "{\"key\": \"rondo_Zx81kPqY0dVn5s3W9bTjC7mHfR2aLgUeKo4iXhMwNvE\"}"))))
  @ApiResponse(responseCode = "200", description = "Signed in", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "429",
      description = "The address sent too many unknown keys",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Description> signIn(@RequestBody SignIn signIn, HttpServletRequest request) {
    if (!guard.closed()) return ResponseEntity.ok(one(request));
    Caller caller = credentials.caller(signIn.key().strip(), request.getRemoteAddr());
    request.setAttribute(AuditFilter.SIGNED_IN, caller);
    String text = credentials.signIn(caller);
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, cookie(text, settings.session(), request.isSecure()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(described(Optional.of(caller), caller.usualProject()));
  }

  @Operation(
      operationId = "chooseProject",
      summary = "Choose the project of a sign-in",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = Choice.class),
                      examples =
                          @ExampleObject(name = "Default", value = "{\"name\": \"default\"}"))))
  @ApiResponse(responseCode = "200", description = "Chosen", useReturnTypeSchema = true)
  @PutMapping(path = "/project", consumes = MediaType.APPLICATION_JSON_VALUE)
  Description choose(@RequestBody Choice choice, HttpServletRequest request) {
    Caller caller = Caller.current();
    if (!Project.isName(choice.name())
        || !caller.sees(choice.name())
        || !projects.exists(choice.name()))
      throw new BadRequestException(
          Fault.at("/name", "the caller sees no project '%s'".formatted(choice.name())));
    hash(request).ifPresent(hash -> sessions.choose(hash, choice.name()));
    credentials.forget();
    return described(Optional.of(caller), choice.name());
  }

  @Operation(operationId = "signOut", summary = "Sign the dashboard out")
  @ApiResponse(responseCode = "204", description = "Signed out")
  @DeleteMapping
  ResponseEntity<Void> signOut(HttpServletRequest request) {
    hash(request).ifPresent(sessions::remove);
    credentials.forget();
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request.isSecure()))
        .build();
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(UnknownCallerException e, HttpServletRequest request) {
    return Problem.of(ProblemType.UNAUTHENTICATED, Objects.requireNonNullElse(e.getMessage(), ""))
        .at(request.getRequestURI())
        .answer();
  }

  private Description described(Optional<Caller> caller, @Nullable String project) {
    return new Description(
        guard.closed(),
        tokens.accepted(),
        caller.map(Caller::name).orElse(null),
        caller.map(Caller::role).orElse(null),
        project,
        caller.stream()
            .flatMap(
                known -> projects.all().stream().map(Projects.Stored::name).filter(known::sees))
            .toList());
  }

  private static Optional<String> hash(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, CredentialsFilter.COOKIE);
    return cookie == null ? Optional.empty() : Optional.of(Secrets.hash(cookie.getValue()));
  }

  private static String cookie(String text, Duration age, boolean secure) {
    return ResponseCookie.from(CredentialsFilter.COOKIE, text)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path(PATH)
        .maxAge(age)
        .build()
        .toString();
  }
}
