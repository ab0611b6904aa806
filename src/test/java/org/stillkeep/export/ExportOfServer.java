package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.library.OtherClient;

/** An export of a library on a server that a phone fills. */
abstract class ExportOfServer {

  static final int PHOTO = 0;

  @TempDir Path folder;

  Household home;
  OtherClient phone;

  @BeforeEach
  void setUp() throws IOException {
    home = Household.onServer(folder.resolve("export"));
    phone = new OtherClient(home.contents, home.keys);
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  static ObjectNode json() {
    return new ObjectMapper().createObjectNode();
  }

  static ObjectNode hashed(String title, String content) {
    return OtherClient.metadata(PHOTO, title).put("hash", OtherClient.hash(content).text());
  }

  ExportSummary refreshAndExport() throws IOException {
    home.library.refresh(Household.NEVER);
    return home.export();
  }

  /** How many contents a pass downloads, after the library has brought its news. */
  int downloads() throws IOException {
    home.library.refresh(Household.NEVER);
    int before = home.server.objectsOpened();
    assertThat(home.export().failures()).isEmpty();
    return home.server.objectsOpened() - before;
  }
}
