package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** What lies in one of the vault's folders, without holding all of it in memory. */
final class Listing {

  private Listing() {}

  /** Takes each file or folder. */
  @FunctionalInterface
  interface Visitor {
    void visit(Path file, String name) throws IOException;
  }

  /**
   * Visits what lies directly in the folder, in no order.
   *
   * @throws StoreException DAMAGED when there is no such folder
   */
  static void forEach(Path folder, Visitor visitor) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        visitor.visit(file, file.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      throw new StoreException(Reason.DAMAGED, "the folder \"" + folder.getFileName() + "\" is missing", e);
    }
  }
}
