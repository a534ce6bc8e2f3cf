package dev.rondo.server.documentation;

import dev.rondo.server.documentation.Navigation.Entry;
import dev.rondo.server.documentation.Navigation.Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The documentation: the Markdown files that the build packs, and the reference made of the OpenAPI document. All pages are rendered when
/// the first is wanted.
@Component
@Lazy
final class DocumentationSite {
  private static final String FOLDER = "/documentation/";
  private static final String FIRST = "docs/index.md";
  private static final String OPEN_API = "docs/openapi.json";

  private final PathMatchingResourcePatternResolver resources =
      new PathMatchingResourcePatternResolver();
  private final Map<String, SitePage> pages = new LinkedHashMap<>();
  private final Navigation navigation;
  private final SearchIndex index;

  DocumentationSite(JsonMapper json) throws IOException {
    Map<String, String> files = files();
    Map<String, String> reference =
        new ApiReference(json.readTree(text(resource(OPEN_API)))).pages();
    files.forEach(this::add);
    List<Entry> generated = new ArrayList<>();
    reference.forEach((file, markdown) -> {
      SitePage page = add(file, markdown);
      generated.add(new Entry(ApiReference.shortTitle(page), page.path()));
    });
    navigation =
        Navigation.read(FIRST, files.getOrDefault(FIRST, ""))
            .with(new Group("REST API", generated));
    index = new SearchIndex(pages.values());
  }

  private SitePage add(String file, String markdown) {
    SitePage page = Markdown.page(file, markdown);
    pages.put(page.path(), page);
    return page;
  }

  /// The text of each Markdown file, by its path in the project.
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Resource found : resources.getResources("classpath*:" + FOLDER + "**/*.md")) {
      String url = found.getURL().toString();
      files.put(url.substring(url.lastIndexOf(FOLDER) + FOLDER.length()), text(found));
    }
    return files;
  }

  private Resource resource(String file) {
    return resources.getResource("classpath:" + FOLDER + file);
  }

  private static String text(Resource resource) {
    try {
      return resource.getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param path below `/docs/`
  Optional<SitePage> page(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  /// A picture or another file that a page links to.
  ///
  /// @param path below `/docs/`
  Optional<Resource> file(String path) {
    if (path.contains("..") || SitePaths.isPage(path)) return Optional.empty();
    Resource resource = resource(SitePaths.file(path));
    return resource.isReadable() ? Optional.of(resource) : Optional.empty();
  }

  Navigation navigation() {
    return navigation;
  }

  SearchIndex index() {
    return index;
  }
}
