package org.stillkeep.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the first program of all leaves to the one that takes its place. */
final class OlderProgram {

  private static final ObjectMapper JSON = new ObjectMapper();

  private OlderProgram() {}

  /** A catalog of the first format with nothing in it, a marker without a checksum, and a vault without second copies of its changes. */
  static void leaves(Path catalogFile, Path export, Path vault) throws IOException, SQLException {
    Path first = Fixtures.all("catalog").get(1).resolve("catalog.db");
    Files.copy(first, catalogFile, StandardCopyOption.REPLACE_EXISTING);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + catalogFile);
        Statement statement = connection.createStatement()) {
      for (String table : List.of("membership", "asset", "album", "unreadable", "cursor")) {
        statement.executeUpdate("DELETE FROM " + table);
      }
    }
    Path marker = export.resolve(".stillkeep-export");
    ObjectNode written = (ObjectNode) JSON.readTree(Files.readAllBytes(marker));
    written.remove("check");
    Files.write(marker, JSON.writeValueAsBytes(written));
    Path copies = vault.resolve("changes-copy");
    if (Files.isDirectory(copies)) {
      try (Stream<Path> files = Files.walk(copies)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
