package dev.rondo.server.documentation;

import java.util.List;

/// A page of the documentation.
///
/// @param path below `/docs/`, such as `how-to/streams`; empty for the first page
/// @param title text of the first heading
/// @param html the text as HTML
/// @param sections the parts between headings, in order
record SitePage(String path, String title, String html, List<Section> sections) {
  /// A heading and the text up to the next one.
  ///
  /// @param level 1 for the title of the page
  /// @param anchor id of the heading, unique in its page
  /// @param text without markup
  record Section(int level, String anchor, String heading, String text) {}
}
