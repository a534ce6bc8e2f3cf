package dev.rondo.clients;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The compiler of TypeScript from its jar. It needs Node, but no npm.
record TypeScriptCompiler(Path program) {
  /// Unpacks the compiler into a folder.
  static TypeScriptCompiler unpacked(Path folder) throws IOException, URISyntaxException {
    String root = "META-INF/resources/webjars/typescript";
    URI jar =
        Objects.requireNonNull(TypeScriptCompiler.class.getClassLoader().getResource(root)).toURI();
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of());
        Stream<Path> versions = Files.list(files.getPath(root))) {
      Path library = versions.findFirst().orElseThrow().resolve("lib");
      try (Stream<Path> found = Files.list(library)) {
        for (Path file : found.filter(Files::isRegularFile).toList())
          Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
    return new TypeScriptCompiler(folder.resolve("tsc.js"));
  }

  /// Checks the types of a project and translates it.
  void compile(Path project, Path output) throws IOException, InterruptedException {
    Program.run(
        project.resolve("compiler.txt"),
        Map.of(),
        List.of(
            "node", program.toString(), "-p", project.toString(), "--outDir", output.toString()));
    Files.writeString(output.resolve("package.json"), "{\"type\": \"module\"}");
  }
}
