package dev.rondo.server.identity;

import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Creates, lists and deletes projects.
@RestController
@RequestMapping("/api/v1/projects")
@Tag(
    name = "Projects",
    description =
        "Every dataset, job, model, alias, stream and published forecast belongs to a project. The header `Rondo-Project` names that of a request")
class ProjectController {
  private final Projects projects;
  private final Credentials credentials;

  ProjectController(Projects projects, Credentials credentials) {
    this.projects = projects;
    this.credentials = credentials;
  }

  @Schema(name = "ProjectRequest")
  record Request(
      @Schema(
              description =
                  "1 to 63 small letters, digits and `-`, beginning with a letter or digit",
              example = "energy")
          String name) {
    Request {
      new Project(name);
    }
  }

  @Operation(operationId = "listProjects", summary = "List the projects of the caller, by name")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<Projects.Stored> all(@ParameterObject @ModelAttribute PageParameters page) {
    Caller caller = Caller.current();
    Paging paging = page.paging();
    List<Projects.Stored> seen =
        projects.all().stream()
            .filter(project -> caller.sees(project.name()))
            .filter(
                project -> paging.after() == null || project.name().compareTo(paging.after()) > 0)
            .limit(paging.limit() + 1)
            .toList();
    return Page.of(seen, paging, Projects.Stored::name);
  }

  @Operation(
      operationId = "createProject",
      summary = "Create a project",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = Request.class),
                      examples =
                          @ExampleObject(name = "Energy", value = "{\"name\": \"energy\"}"))))
  @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "409",
      description = "There is one of this name, or keys of a deleted one are not revoked",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @Idempotent(repeated = Idempotent.Repeated.HANDLED)
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Projects.Stored> add(@RequestBody Request request) {
    Optional<Projects.Stored> before = projects.createdBefore();
    Projects.Stored project = before.orElseGet(() -> projects.add(request.name()));
    ResponseEntity.BodyBuilder answer = ResponseEntity.created(URI.create("/api/v1/projects"));
    if (before.isPresent()) answer.header(Idempotent.REPLAYED, "true");
    return answer.body(project);
  }

  @Operation(
      operationId = "deleteProject",
      summary = "Delete a project that is empty",
      description =
          "The project `default` stays, and one that keys name until they are revoked. Sign-ins leave it.")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/{project}")
  ResponseEntity<Void> remove(@Parameter(example = "energy") @PathVariable String project) {
    projects.remove(project);
    credentials.forget();
    return ResponseEntity.noContent().build();
  }
}
