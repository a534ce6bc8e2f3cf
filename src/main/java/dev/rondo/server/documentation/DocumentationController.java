package dev.rondo.server.documentation;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/// Serves the documentation at `/docs/`.
@RestController
@Hidden
class DocumentationController {
  private static final String ROOT = "/docs/";
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  private static final int MOST_HITS = 30;

  private final ObjectProvider<DocumentationSite> site;

  DocumentationController(ObjectProvider<DocumentationSite> site) {
    this.site = site;
  }

  @GetMapping("/docs")
  ResponseEntity<Void> first() {
    return ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, "docs/").build();
  }

  @GetMapping("/docs/search")
  ResponseEntity<String> search(@RequestParam(name = "q", defaultValue = "") String query) {
    DocumentationSite documentation = site.getObject();
    return html(
        HttpStatus.OK,
        SiteFrame.search(
            query, documentation.index().search(query, MOST_HITS), documentation.navigation()));
  }

  @GetMapping("/docs/**")
  ResponseEntity<?> page(HttpServletRequest request) {
    DocumentationSite documentation = site.getObject();
    String address = UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
    String path = address.substring(request.getContextPath().length() + ROOT.length());
    Optional<SitePage> page = documentation.page(path);
    if (page.isPresent())
      return html(HttpStatus.OK, SiteFrame.page(page.get(), documentation.navigation()));
    Optional<Resource> file = documentation.file(path);
    if (file.isPresent()) return file(file.get());
    return html(HttpStatus.NOT_FOUND, SiteFrame.missing(path, documentation.navigation()));
  }

  private static ResponseEntity<String> html(HttpStatus status, String html) {
    return ResponseEntity.status(status).contentType(HTML).body(html);
  }

  private static ResponseEntity<Resource> file(Resource file) {
    return ResponseEntity.ok().contentType(contentType(file)).body(file);
  }

  /// Pictures and JSON have their types; everything else is text.
  private static MediaType contentType(Resource file) {
    return MediaTypeFactory.getMediaType(file)
        .filter(type -> type.getType().equals("image") || type.equals(MediaType.APPLICATION_JSON))
        .orElse(TEXT);
  }
}
