package dev.rondo.server.documentation;

import dev.rondo.server.documentation.SitePage.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// Renders Markdown with tables as pages. Headings get the anchors that GitHub gives them, links become those of the site, and blocks of
/// `math` become MathML.
final class Markdown {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

  private Markdown() {}

  static Node parse(String text) {
    return PARSER.parse(text);
  }

  /// The text of a node without markup, in one line.
  static String text(Node node) {
    Words words = new Words();
    node.accept(words);
    return words.text.toString().strip().replaceAll("\\s+", " ");
  }

  /// @param file path in the project; links are relative to it
  static SitePage page(String file, String markdown) {
    Node document = parse(markdown);
    Headings headings = new Headings();
    document.accept(headings);
    List<Section> sections = sections(document, headings.anchors);
    document.accept(new Links(file));
    document.accept(new Blocks());
    String html =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(_ ->
                (node, tag, attributes) -> {
                  if (node instanceof Heading heading)
                    attributes.put("id", headings.anchors.get(heading));
                  // Wide code can be scrolled with the keyboard.
                  if (tag.equals("pre")) attributes.put("tabindex", "0");
                })
            .build()
            .render(document);
    String title = sections.isEmpty() ? file : sections.getFirst().heading();
    return new SitePage(SitePaths.site(file), title, html, sections);
  }

  private static List<Section> sections(Node document, Map<Node, String> anchors) {
    List<Section> sections = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Heading open = null;
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        if (open != null) sections.add(section(open, anchors, text));
        text.setLength(0);
        open = heading;
      } else {
        text.append(text(node)).append(' ');
      }
    }
    if (open != null) sections.add(section(open, anchors, text));
    return sections;
  }

  private static Section section(Heading heading, Map<Node, String> anchors, StringBuilder text) {
    return new Section(
        heading.getLevel(),
        anchors.getOrDefault(heading, ""),
        text(heading),
        text.toString().strip());
  }

  /// Gives each heading its anchor: lower-case words joined by hyphens, and a number if another heading has the same.
  private static final class Headings extends AbstractVisitor {
    private final Map<Node, String> anchors = new IdentityHashMap<>();
    private final Map<String, Integer> used = new HashMap<>();

    @Override
    public void visit(Heading heading) {
      String anchor =
          text(heading)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = used.merge(anchor, 1, Integer::sum) - 1;
      anchors.put(heading, before == 0 ? anchor : anchor + "-" + before);
    }
  }

  private static final class Links extends AbstractVisitor {
    private final String file;

    Links(String file) {
      this.file = file;
    }

    @Override
    public void visit(Link link) {
      link.setDestination(SitePaths.link(file, link.getDestination()));
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      image.setDestination(SitePaths.link(file, image.getDestination()));
      visitChildren(image);
    }
  }

  /// Replaces formulas, and puts each table into a frame that scrolls on narrow screens.
  private static final class Blocks extends AbstractVisitor {
    @Override
    public void visit(FencedCodeBlock block) {
      if (!block.getInfo().equals("math")) return;
      block.insertAfter(html(Formula.html(block.getLiteral())));
      block.unlink();
    }

    @Override
    public void visit(CustomBlock block) {
      if (!(block instanceof TableBlock)) return;
      block.insertBefore(
          html("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">"));
      block.insertAfter(html("</div>"));
    }

    private static HtmlBlock html(String literal) {
      HtmlBlock block = new HtmlBlock();
      block.setLiteral(literal);
      return block;
    }
  }

  /// Collects the words of a node.
  private static final class Words extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void visit(Text node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(Code code) {
      text.append(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak line) {
      text.append(' ');
    }

    @Override
    public void visit(FencedCodeBlock block) {
      text.append(block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      text.append(block.getLiteral());
    }

    @Override
    public void visit(CustomNode node) {
      visitChildren(node);
      text.append(' ');
    }

    @Override
    public void visit(Paragraph paragraph) {
      visitChildren(paragraph);
      text.append(' ');
    }
  }
}
