package org.stillkeep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.PortableNames;

/** Writes the pages of reports: one file for each set. Never over a file that is no page of ours. */
final class ReportFiles {

  private static final int HEAD_BYTES = 1024;

  private final Catalog catalog;

  ReportFiles(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Writes into a folder, which is made where it is not there, or into a file ending in {@code .html}; names what it wrote. */
  List<Path> write(List<SetReport> sets, Path target) throws IOException, UserException {
    if (Files.isDirectory(target) || !target.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
      return writeInto(target, sets);
    }
    if (sets.size() != 1) {
      throw new UserException(
          ExitCode.USAGE, target + ": there are " + sets.size() + " sets, and one page holds one", "name a folder, or one set by --set ID");
    }
    return List.of(write(target, sets.get(0)));
  }

  private List<Path> writeInto(Path folder, List<SetReport> sets) throws IOException, UserException {
    Files.createDirectories(folder);
    Set<String> taken = new HashSet<>();
    List<Path> written = new ArrayList<>();
    for (SetReport set : sets) {
      String name = PortableNames.fileName("stillkeep-" + set.id() + ".html", taken);
      taken.add(PortableNames.fold(name));
      written.add(write(folder.resolve(name), set));
    }
    return written;
  }

  private Path write(Path file, SetReport set) throws IOException, UserException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOurs(file)) {
      throw new UserException(ExitCode.USAGE, file + " is there, and is no report of Stillkeep", "choose another name");
    }
    String page = ReportPage.of(set, concern -> catalog.accounts().list(set.id(), concern, ReportPage.MOST_ROWS));
    DurableFiles.replace(file, page.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private static boolean isOurs(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8).contains(ReportPage.MARK);
    }
  }
}
