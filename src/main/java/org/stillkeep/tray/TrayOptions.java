package org.stillkeep.tray;

import java.nio.file.Path;
import java.util.List;

/**
 * What the tray needs to know.
 *
 * @param cacheFolder a folder of its own for the icons, which is created so that only its owner can look into it
 * @param inboxes where archives are dropped, in the order of the configuration
 * @param page whether there is a status page to open
 */
public record TrayOptions(Path cacheFolder, List<Path> inboxes, boolean page) {

  public TrayOptions {
    inboxes = List.copyOf(inboxes);
  }
}
