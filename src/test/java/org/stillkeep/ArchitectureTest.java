package org.stillkeep;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the table of imports of {@code docs/design.md}, section 3. */
class ArchitectureTest {

  private static final String BASE = "org.stillkeep.";

  /** What each room may use of ours. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("asset", Set.of()),
          entry("files", Set.of()),
          entry("crypto", Set.of()),
          entry("store", Set.of()),
          entry("zones", Set.of()),
          entry("platform", Set.of()),
          entry("media", Set.of("asset")),
          entry("takeout", Set.of("asset")),
          entry("catalog", Set.of("asset")),
          entry("inbox", Set.of("takeout", "files")),
          entry("vault", Set.of("store", "crypto", "files")),
          entry("ente", Set.of("store", "crypto", "files")),
          entry("library", Set.of("store", "crypto", "catalog", "asset")),
          entry("export", Set.of("library", "store", "files", "catalog", "media", "asset")),
          entry("importer", Set.of("takeout", "inbox", "library", "store", "catalog", "media", "zones", "asset")),
          entry("agent", Set.of("inbox", "importer", "export", "library", "store", "catalog", "files")),
          entry("notices", Set.of("agent", "platform")),
          entry("tray", Set.of("agent", "platform")),
          entry("web", Set.of("agent")),
          entry(
              "cli",
              Set.of(
                  "asset", "files", "crypto", "store", "media", "takeout", "catalog", "inbox", "vault", "ente", "library", "export",
                  "importer", "agent", "platform", "notices", "tray", "web")));

  /** Libraries that belong to one room alone. */
  private static final Map<String, Set<String>> ONLY_IN =
      Map.ofEntries(
          entry("org.bouncycastle.", Set.of("crypto")),
          entry("java.sql.", Set.of("catalog")),
          entry("org.sqlite.", Set.of("catalog")),
          entry("com.drew.", Set.of("media")),
          entry("com.adobe.", Set.of("media")),
          entry("io.methvin.", Set.of("inbox")),
          entry("org.apache.commons.", Set.of("inbox")),
          // In the catalog only a CRC-32.
          entry("java.util.zip.", Set.of("inbox", "library", "media", "catalog")),
          entry("dorkbox.", Set.of("tray")),
          entry("java.awt.", Set.of("tray", "media")),
          entry("javax.imageio.", Set.of("tray", "media")),
          entry("java.net.ServerSocket", Set.of("web")),
          entry("com.sun.jna.", Set.of("platform", "crypto")),
          entry("com.github.javakeyring.", Set.of("platform")),
          entry("okhttp3.", Set.of("ente")),
          entry("okio.", Set.of("ente")),
          entry("picocli.", Set.of("cli")),
          entry("org.tomlj.", Set.of("cli")));

  /** The ground floor takes values and gives values back. */
  private static final Set<String> PURE = Set.of("asset", "store", "takeout", "crypto", "zones");

  private static final List<String> IMPURE_LIBRARIES = List.of("org.slf4j.", "java.nio.file.", "java.util.concurrent.Exec");

  /** What these do depends on where the program runs; each has a form that is told the locale or the charset. */
  private static final Set<String> DEPENDS_ON_THE_MACHINE =
      Set.of(
          "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
          "java.lang.String.formatted([Ljava.lang.Object;)",
          "java.lang.String.toLowerCase()",
          "java.lang.String.toUpperCase()",
          "java.lang.String.getBytes()",
          "java.lang.String.<init>([B)",
          "java.lang.String.<init>([B, int, int)",
          "java.io.ByteArrayOutputStream.toString()",
          "java.io.InputStreamReader.<init>(java.io.InputStream)",
          "java.io.OutputStreamWriter.<init>(java.io.OutputStream)",
          "java.io.FileReader.<init>(java.io.File)",
          "java.io.FileReader.<init>(java.lang.String)",
          "java.io.FileWriter.<init>(java.io.File)",
          "java.io.FileWriter.<init>(java.lang.String)",
          "java.io.PrintStream.<init>(java.io.OutputStream)",
          "java.io.PrintStream.<init>(java.io.OutputStream, boolean)",
          "java.io.PrintStream.printf(java.lang.String, [Ljava.lang.Object;)",
          "java.io.PrintStream.format(java.lang.String, [Ljava.lang.Object;)",
          "java.io.PrintWriter.<init>(java.io.OutputStream)",
          "java.io.PrintWriter.<init>(java.io.OutputStream, boolean)",
          "java.io.PrintWriter.printf(java.lang.String, [Ljava.lang.Object;)",
          "java.io.PrintWriter.format(java.lang.String, [Ljava.lang.Object;)",
          "java.util.Formatter.<init>()",
          "java.util.Formatter.<init>(java.lang.Appendable)",
          "java.util.Scanner.<init>(java.io.InputStream)",
          "java.text.DecimalFormat.<init>(java.lang.String)",
          "java.text.SimpleDateFormat.<init>(java.lang.String)",
          "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
          "java.time.format.DateTimeFormatterBuilder.toFormatter()");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // Whatever folder a build puts them into.
          .withImportOption(location -> !location.contains(folderOf(ArchitectureTest.class)))
          .importPackages("org.stillkeep");

  @Test
  void everyArrowBetweenRoomsIsInTheTable() {
    Set<String> newArrows = new TreeSet<>();
    for (JavaClass origin : classes) {
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        String from = room(origin);
        String target = dependency.getTargetClass().getPackageName() + ".";
        if (target.startsWith(BASE) && !from.equals(room(dependency.getTargetClass()))) {
          String to = room(dependency.getTargetClass());
          if (!MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
            newArrows.add(from + " -> " + to + " (" + dependency.getDescription() + ")");
          }
        }
      }
    }
    assertThat(newArrows).as("arrows that the table does not have").isEmpty();
  }

  @Test
  void everyRoomIsInTheTable() {
    Set<String> rooms = new TreeSet<>();
    classes.forEach(each -> rooms.add(room(each)));
    assertThat(MAY_USE.keySet()).containsAll(rooms);
  }

  @Test
  void aLibraryIsImportedOnlyByItsRoom() {
    Set<String> strays = new TreeSet<>();
    forEachForeignDependency(
        (from, dependency) ->
            ONLY_IN.forEach(
                (library, rooms) -> {
                  if (dependency.getTargetClass().getName().startsWith(library) && !rooms.contains(from)) {
                    strays.add(from + " uses " + library + " (" + dependency.getDescription() + ")");
                  }
                }));
    assertThat(strays).isEmpty();
  }

  /** So that what runs outside the heap is called in one place, and loaded only there. */
  @Test
  void ofTheRoomOfCryptographyOnlyTheBindingKnowsNativeCode() {
    Set<String> strays = new TreeSet<>();
    forEachForeignDependency(
        (from, dependency) -> {
          if (from.equals("crypto")
              && dependency.getTargetClass().getName().startsWith("com.sun.jna.")
              && !dependency.getOriginClass().getSimpleName().equals("Libsodium")) {
            strays.add(dependency.getDescription());
          }
        });
    assertThat(strays).isEmpty();
  }

  @Test
  void theGroundFloorHasNoLogNoDiskAndNoThread() {
    Set<String> strays = new TreeSet<>();
    forEachForeignDependency(
        (from, dependency) -> {
          if (PURE.contains(from)
              && IMPURE_LIBRARIES.stream().anyMatch(dependency.getTargetClass().getName()::startsWith)) {
            strays.add(dependency.getDescription());
          }
        });
    assertThat(strays).isEmpty();
  }

  @Test
  void nothingDependsOnTheLocaleOrCharsetOfTheMachine() {
    Set<String> strays = new TreeSet<>();
    for (JavaClass origin : classes) {
      origin.getCodeUnitAccessesFromSelf().stream()
          .filter(access -> DEPENDS_ON_THE_MACHINE.contains(access.getTarget().getFullName()))
          .forEach(access -> strays.add(access.getDescription()));
    }
    assertThat(strays).as("say Locale.ROOT, or which charset").isEmpty();
  }

  private void forEachForeignDependency(java.util.function.BiConsumer<String, Dependency> consumer) {
    for (JavaClass origin : classes) {
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        consumer.accept(room(origin), dependency);
      }
    }
  }

  private static String folderOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static String room(JavaClass type) {
    String rest = (type.getPackageName() + ".").substring(BASE.length());
    return rest.substring(0, rest.indexOf('.'));
  }
}
