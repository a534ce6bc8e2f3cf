package dev.rondo.clients;

import dev.rondo.clients.ClientMethod.Answer;
import dev.rondo.clients.ClientMethod.Argument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Methods with an object of options, and interfaces.
record TypeScriptLanguage() implements ClientLanguage {
  private static final int WIDTH = 120;

  @Override
  public Path file() {
    return Path.of("clients", "typescript", "rondo.ts");
  }

  @Override
  public String comment() {
    return "//";
  }

  @Override
  public String name(String method) {
    return method;
  }

  @Override
  public String method(ClientMethod method) {
    List<String> parameters = new ArrayList<>();
    for (Argument each : method.segments()) parameters.add(each.name() + ": " + text(each.shape()));
    if (method.body() != null)
      parameters.add("body: " + text(method.body()) + (method.rows() ? " | Rows" : ""));
    List<String> options = new ArrayList<>();
    if (method.rows()) options.add("contentType?: string");
    for (Argument each : method.query()) options.add(option(each));
    for (Argument each : method.headers()) options.add(option(each));
    String type =
        options.isEmpty() ? "CallOptions" : "CallOptions & { " + String.join("; ", options) + " }";
    parameters.add("options: " + type + " = {}");
    return """
      /** %s. */
      %s {
        return %s;
      }
    """
        .formatted(method.summary(), definition(method, parameters), call(method));
  }

  private static String definition(ClientMethod method, List<String> parameters) {
    String result = result(method.answer());
    String line = "%s(%s): %s".formatted(method.name(), String.join(", ", parameters), result);
    if (line.length() + 4 <= WIDTH) return line;
    return "%s(\n%s  ): %s"
        .formatted(
            method.name(),
            parameters.stream()
                .map(each -> "    " + wrapped(each, "; ", ";", "      ", "    ") + ",\n")
                .collect(Collectors.joining()),
            result);
  }

  private static String option(Argument argument) {
    return variable(argument.name()) + "?: " + text(argument.shape());
  }

  private static String result(Answer answer) {
    return switch (answer) {
      case Answer.Json(Shape shape) -> "Promise<" + text(shape) + ">";
      case Answer.Pages(Shape item) -> "Pages<" + text(item) + ">";
      case Answer.Text _ -> "Promise<string>";
      case Answer.Bytes _ -> "Promise<Blob>";
      case Answer.Events _ -> "AsyncGenerator<ServerEvent, void, void>";
      case Answer.Nothing _ -> "Promise<void>";
    };
  }

  private static String call(ClientMethod method) {
    List<String> settings = new ArrayList<>(List.of("...options"));
    if (method.answer() instanceof Answer.Text(String mediaType))
      settings.add("accept: \"" + mediaType + '"');
    if (method.body() != null) settings.add("body");
    if (method.bodyType() != null) settings.add("contentType: \"" + method.bodyType() + '"');
    if (method.dryRun()) settings.add("query: { dryRun: true }");
    else if (!method.query().isEmpty()) settings.add("query: " + object(method.query()));
    if (!(method.answer() instanceof Answer.Events) && !method.headers().isEmpty())
      settings.add("headers: " + object(method.headers()));
    if (method.repeatable() && !method.verb().equals("GET")) settings.add("repeatable: true");
    String path = method.path(name -> "${segment(" + name + ")}");
    String quote = method.segments().isEmpty() ? "\"" : "`";
    String verb = '"' + method.verb() + "\", ";
    String function =
        switch (method.answer()) {
          case Answer.Json _ -> "this.json(" + verb;
          case Answer.Pages _ -> "this.pages(";
          case Answer.Text _ -> "this.text(" + verb;
          case Answer.Bytes _ -> "this.blob(" + verb;
          case Answer.Events _ -> "this.events(";
          case Answer.Nothing _ -> "this.nothing(" + verb;
        };
    String start = function + quote + path + quote + ", ";
    if (settings.size() == 1) return start + "options)";
    String line = start + "{ " + String.join(", ", settings) + " })";
    if (line.length() + 12 <= WIDTH) return line;
    return start
        + "{\n"
        + settings.stream()
            .map(each -> "      " + wrapped(each, ", ", ",", "        ", "      ") + ",\n")
            .collect(Collectors.joining())
        + "    })";
  }

  /// An object on several lines if it is long.
  private static String wrapped(
      String text, String between, String after, String inner, String outer) {
    int open = text.indexOf("{ ");
    int close = text.lastIndexOf(" }");
    if (open < 0 || close < open || text.length() + outer.length() <= WIDTH) return text;
    return text.substring(0, open + 1)
        + "\n"
        + List.of(text.substring(open + 2, close).split(between)).stream()
            .map(each -> inner + each + after + "\n")
            .collect(Collectors.joining())
        + outer
        + text.substring(close + 1);
  }

  private static String object(List<Argument> arguments) {
    return arguments.stream()
        .map(each ->
            (each.name().contains("-") ? '"' + each.name() + '"' : each.name())
                + ": options."
                + variable(each.name()))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  /// `If-Match` is `ifMatch`.
  private static String variable(String name) {
    String[] words = name.split("-");
    if (words.length == 1) return name;
    StringBuilder joined = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
    for (int i = 1; i < words.length; i++)
      joined.append(words[i].charAt(0)).append(words[i].substring(1).toLowerCase(Locale.ROOT));
    return joined.toString();
  }

  @Override
  public String type(String name, List<Member> members) {
    return "\nexport interface %s {\n%s}\n"
        .formatted(
            name,
            members.stream()
                .map(member ->
                    "  %s%s: %s;\n"
                        .formatted(
                            member.name(), member.required() ? "" : "?", text(member.shape())))
                .collect(Collectors.joining()));
  }

  @Override
  public String union(String name, Shape shape) {
    return "\nexport type %s = %s;\n".formatted(name, text(shape));
  }

  private static String text(Shape shape) {
    return switch (shape) {
      case Shape.Anything _ -> "any";
      case Shape.Text _ -> "string";
      case Shape.Flag _ -> "boolean";
      case Shape.Whole _, Shape.Real _ -> "number";
      case Shape.File _ -> "Rows";
      case Shape.Choice(List<String> texts) ->
          texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(" | "));
      case Shape.ListOf(Shape item) -> {
        boolean plain =
            !(item instanceof Shape.OrNull
                || item instanceof Shape.Choice
                || item instanceof Shape.OneOf);
        yield plain ? text(item) + "[]" : "(" + text(item) + ")[]";
      }
      case Shape.MapOf(Shape value) -> "Record<string, " + text(value) + ">";
      case Shape.Named(String name) -> name;
      case Shape.OneOf(List<Shape> shapes) ->
          shapes.stream().map(TypeScriptLanguage::text).collect(Collectors.joining(" | "));
      case Shape.OrNull(Shape one) -> text(one) + " | null";
    };
  }
}
