package dev.rondo.server.documentation;

import java.net.URI;
import java.nio.file.Path;

/// Where the files of the project are on the site: `docs/` is its root, and other files are below `project/`. Pages have no ending.
final class SitePaths {
  private static final String ROOT = "docs/";
  private static final String PAGE = ".md";
  private static final String FIRST = "index";

  private SitePaths() {}

  static boolean isPage(String file) {
    return file.endsWith(PAGE);
  }

  /// @param file path in the project, such as `docs/how-to/streams.md`
  /// @return path on the site, such as `how-to/streams`
  static String site(String file) {
    String path = file.startsWith(ROOT) ? file.substring(ROOT.length()) : "project/" + file;
    if (!isPage(path)) return path;
    String name = path.substring(0, path.length() - PAGE.length());
    return name.equals(FIRST) ? "" : name;
  }

  /// The file of the project at a path of the site that is no page.
  static String file(String site) {
    return site.startsWith("project/") ? site.substring("project/".length()) : ROOT + site;
  }

  /// A link of a file of the project, as a link of its page.
  ///
  /// @param from the file that has the link
  /// @param link relative to that file; links to other places stay as they are
  static String link(String from, String link) {
    URI target = URI.create(link);
    if (target.isAbsolute() || link.startsWith("#") || link.startsWith("/")) return link;
    String file = Path.of(from).resolveSibling(target.getPath()).normalize().toString();
    String fragment = target.getRawFragment() == null ? "" : "#" + target.getRawFragment();
    return toRoot(site(from)) + site(file) + fragment;
  }

  /// From a page to the root of the site: `./`, or `../` for each folder.
  static String toRoot(String site) {
    long folders = site.chars().filter(letter -> letter == '/').count();
    return folders == 0 ? "./" : "../".repeat((int) folders);
  }
}
