package dev.rondo.server.documentation;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/// The order of the pages: the first page lists them below headings.
record Navigation(List<Group> groups) {
  record Group(String title, List<Entry> entries) {}

  /// @param path of the page on the site
  record Entry(String title, String path) {}

  /// @param file path of the first page in the project
  static Navigation read(String file, String markdown) {
    List<Group> groups = new ArrayList<>();
    Markdown.parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Heading heading) {
                if (heading.getLevel() == 2)
                  groups.add(new Group(Markdown.text(heading), new ArrayList<>()));
              }

              @Override
              public void visit(ListItem item) {
                if (!groups.isEmpty() && firstLink(item) instanceof Link link)
                  groups.getLast().entries().add(entry(file, link));
              }
            });
    return new Navigation(groups);
  }

  private static Node firstLink(ListItem item) {
    return item.getFirstChild().getFirstChild();
  }

  private static Entry entry(String file, Link link) {
    String path = SitePaths.link(file, link.getDestination());
    return new Entry(Markdown.text(link), path.substring("./".length()));
  }

  Navigation with(Group group) {
    List<Group> all = new ArrayList<>(groups);
    all.add(group);
    return new Navigation(all);
  }
}
