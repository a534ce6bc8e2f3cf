package dev.rondo.clients;

import dev.rondo.clients.ClientMethod.Answer;
import dev.rondo.clients.ClientMethod.Argument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Methods with keyword parameters, and `TypedDict`s.
record PythonLanguage() implements ClientLanguage {
  private static final int WIDTH = 100;

  private static final Set<String> KEYWORDS = Set.of("from", "with", "None", "class", "in", "is");

  @Override
  public Path file() {
    return Path.of("clients", "python", "rondo.py");
  }

  @Override
  public String comment() {
    return "#";
  }

  @Override
  public String name(String method) {
    return method.replace('-', '_').replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  @Override
  public String method(ClientMethod method) {
    List<String> parameters = new ArrayList<>(List.of("self"));
    for (Argument each : method.segments())
      parameters.add("%s: %s".formatted(variable(each.name()), text(each.shape())));
    if (method.body() != null)
      parameters.add("body: " + text(method.body()) + (method.rows() ? " | Rows" : ""));
    List<String> options = new ArrayList<>();
    if (method.rows()) options.add("content_type: str | None = None");
    for (Argument each : method.query()) options.add(option(each));
    for (Argument each : method.headers()) options.add(option(each));
    if (!options.isEmpty()) parameters.add("*");
    parameters.addAll(options);
    return """
        %s
            ""\"%s.""\"
            return %s
    """
        .formatted(
            definition(name(method.name()), parameters, result(method.answer())),
            method.summary(),
            call(method));
  }

  private String option(Argument argument) {
    return "%s: %s | None = None".formatted(variable(argument.name()), sequence(argument.shape()));
  }

  private static String definition(String name, List<String> parameters, String result) {
    String line = "def %s(%s) -> %s:".formatted(name, String.join(", ", parameters), result);
    if (line.length() + 4 <= WIDTH) return line;
    return "def %s(\n%s    ) -> %s:"
        .formatted(
            name,
            parameters.stream()
                .map(each -> "        " + each + ",\n")
                .collect(Collectors.joining()),
            result);
  }

  private static String result(Answer answer) {
    return switch (answer) {
      case Answer.Json(Shape shape) -> text(shape);
      case Answer.Pages(Shape item) -> "Pages[" + text(item) + "]";
      case Answer.Text _ -> "str";
      case Answer.Bytes _ -> "bytes";
      case Answer.Events _ -> "Iterator[Event]";
      case Answer.Nothing _ -> "None";
    };
  }

  private String call(ClientMethod method) {
    List<String> arguments = new ArrayList<>();
    boolean read =
        method.answer() instanceof Answer.Pages || method.answer() instanceof Answer.Events;
    if (!read) arguments.add('"' + method.verb() + '"');
    String path = method.path(name -> "{_segment(" + variable(name) + ")}");
    arguments.add((method.segments().isEmpty() ? "" : "f") + '"' + path + '"');
    if (method.answer() instanceof Answer.Text(String mediaType))
      arguments.add("accept=\"" + mediaType + '"');
    if (method.body() != null) arguments.add("body=body");
    if (method.rows()) arguments.add("content_type=content_type");
    if (method.bodyType() != null) arguments.add("content_type=\"" + method.bodyType() + '"');
    if (method.dryRun()) arguments.add("query={\"dryRun\": True}");
    else if (!method.query().isEmpty()) arguments.add("query=" + dictionary(method.query()));
    if (method.answer() instanceof Answer.Events) arguments.add("last_event_id=last_event_id");
    else if (!method.headers().isEmpty()) arguments.add("headers=" + dictionary(method.headers()));
    if (method.repeatable() && !read && !method.verb().equals("GET"))
      arguments.add("repeatable=True");
    String function =
        switch (method.answer()) {
          case Answer.Json _ -> "self._json";
          case Answer.Pages _ -> "self._pages";
          case Answer.Text _ -> "self._text";
          case Answer.Bytes _ -> "self._bytes";
          case Answer.Events _ -> "self._events";
          case Answer.Nothing _ -> "self._nothing";
        };
    String line = function + "(" + String.join(", ", arguments) + ")";
    if (line.length() + 15 <= WIDTH) return line;
    return function
        + "(\n"
        + arguments.stream()
            .map(each -> "            " + wrapped(each) + ",\n")
            .collect(Collectors.joining())
        + "        )";
  }

  /// An argument on several lines if it is a long dictionary.
  private static String wrapped(String argument) {
    if (argument.length() + 13 <= WIDTH || !argument.endsWith("}")) return argument;
    int open = argument.indexOf('{');
    String entries = argument.substring(open + 1, argument.length() - 1);
    return argument.substring(0, open + 1)
        + "\n"
        + List.of(entries.split(", ")).stream()
            .map(each -> "                " + each + ",\n")
            .collect(Collectors.joining())
        + "            }";
  }

  private String dictionary(List<Argument> arguments) {
    return arguments.stream()
        .map(each -> "\"%s\": %s".formatted(each.name(), variable(each.name())))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String variable(String name) {
    return escaped(name(name));
  }

  private static String escaped(String name) {
    return KEYWORDS.contains(name) ? name + "_" : name;
  }

  @Override
  public String type(String name, List<Member> members) {
    // A keyword cannot name a member in the syntax of classes.
    if (members.stream().anyMatch(member -> KEYWORDS.contains(member.name())))
      return "\n\n%1$s = TypedDict(\n    \"%1$s\",\n    {\n%2$s    },\n)\n"
          .formatted(
              escaped(name),
              members.stream()
                  .map(each -> "        \"%s\": '%s',\n".formatted(each.name(), text(each)))
                  .collect(Collectors.joining()));
    return "\n\nclass %s(TypedDict):\n%s"
        .formatted(
            escaped(name),
            members.stream()
                .map(each -> "    %s: %s\n".formatted(each.name(), text(each)))
                .collect(Collectors.joining()));
  }

  private static String text(Member member) {
    String text = text(member.shape());
    return member.required() ? text : "NotRequired[" + text + "]";
  }

  @Override
  public String union(String name, Shape shape) {
    return "\n\n%s = %s\n".formatted(escaped(name), union(shape));
  }

  private static String union(Shape shape) {
    if (!(shape instanceof Shape.OneOf(List<Shape> shapes))) return '"' + text(shape) + '"';
    return shapes.stream()
        .map(each -> '"' + text(each) + '"')
        .collect(Collectors.joining(", ", "Union[", "]"));
  }

  /// A parameter that takes any sequence.
  private static String sequence(Shape shape) {
    return shape instanceof Shape.ListOf(Shape item) ? "Sequence[" + text(item) + "]" : text(shape);
  }

  private static String text(Shape shape) {
    return switch (shape) {
      case Shape.Anything _ -> "Any";
      case Shape.Text _ -> "str";
      case Shape.Flag _ -> "bool";
      case Shape.Whole _ -> "int";
      case Shape.Real _ -> "float";
      case Shape.File _ -> "Rows";
      case Shape.Choice(List<String> texts) ->
          texts.stream()
              .map(text -> '"' + text + '"')
              .collect(Collectors.joining(", ", "Literal[", "]"));
      case Shape.ListOf(Shape item) -> "list[" + text(item) + "]";
      case Shape.MapOf(Shape value) -> "dict[str, " + text(value) + "]";
      case Shape.Named(String name) -> escaped(name);
      case Shape.OneOf(List<Shape> shapes) ->
          shapes.stream().map(PythonLanguage::text).collect(Collectors.joining(" | "));
      case Shape.OrNull(Shape one) -> text(one) + " | None";
    };
  }
}
