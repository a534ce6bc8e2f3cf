package dev.rondo.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// A block of code of a page.
///
/// @param line where it begins in its page
/// @param language the first word of its heading, such as `bash`; `indented` if it has none
/// @param role what follows, such as `answer`
record CodeBlock(int line, String language, String role, String text) {
  private static final String NOT_RUN = "not-run: ";
  private static final Parser PARSER =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

  static List<CodeBlock> of(Path page) {
    List<CodeBlock> blocks = new ArrayList<>();
    try {
      PARSER
          .parse(Files.readString(page))
          .accept(
              new AbstractVisitor() {
                @Override
                public void visit(FencedCodeBlock block) {
                  String[] heading = (block.getInfo() + " ").split(" ", 2);
                  blocks.add(
                      new CodeBlock(
                          line(block.getSourceSpans()),
                          heading[0],
                          heading[1].strip(),
                          block.getLiteral()));
                }

                @Override
                public void visit(IndentedCodeBlock block) {
                  blocks.add(
                      new CodeBlock(
                          line(block.getSourceSpans()), "indented", "", block.getLiteral()));
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return blocks;
  }

  private static int line(List<SourceSpan> spans) {
    return spans.getFirst().getLineIndex() + 1;
  }

  boolean isRun() {
    return (language.equals("bash") || language.equals("python")) && role.isEmpty();
  }

  /// The block as a part of a shell script.
  String script() {
    return language.equals("bash")
        ? text
        : "python3 - <<'END_OF_PYTHON'\n" + text + "END_OF_PYTHON\n";
  }

  boolean isAnswer() {
    return role.startsWith("answer");
  }

  boolean varies() {
    return role.endsWith("figures vary");
  }

  /// Why a block is not run; empty if it is.
  String reason() {
    return role.startsWith(NOT_RUN) ? role.substring(NOT_RUN.length()) : "";
  }
}
