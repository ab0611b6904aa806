package org.stillkeep.inbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Archives of one stamp that cannot all be of one Takeout, since two of them claim to be the same part: two accounts were
 * exported in the same second. Those of one account lie in one folder, or bear a browser's mark for second downloads.
 */
final class SameStamp {

  private static final int ID_DIGITS = 6;

  private SameStamp() {}

  /**
   * Takes archives that contradict each other out of a list and makes sets of them; leaves the list as it is when nothing
   * does. The id of each set depends on where it lies, so that it stays when another one is taken away.
   */
  static List<ArchiveSet> apart(List<SettledArchive> sameStamp) {
    if (!hasTwins(sameStamp)) {
      return List.of();
    }
    Map<String, List<SettledArchive>> accounts = new TreeMap<>();
    for (SettledArchive archive : sameStamp) {
      accounts.computeIfAbsent(account(archive), first -> new ArrayList<>()).add(archive);
    }
    if (accounts.size() == 1) {
      return List.of();
    }
    List<ArchiveSet> sets = new ArrayList<>();
    accounts.forEach((account, archives) -> sets.add(set(account, archives)));
    sameStamp.clear();
    return sets;
  }

  private static boolean hasTwins(List<SettledArchive> archives) {
    Set<String> places = new HashSet<>();
    return archives.stream().anyMatch(archive -> !places.add(SetGrouping.place(archive)));
  }

  private static String account(SettledArchive archive) {
    Path folder = archive.path().getParent();
    return (archive.name().browserCopy() ? "copy " : "first ") + (folder == null ? "" : folder);
  }

  private static ArchiveSet set(String account, List<SettledArchive> archives) {
    byte[] bytes = account.getBytes(StandardCharsets.UTF_8);
    FingerprintDigest digest = new FingerprintDigest("stillkeep account 1\n");
    digest.add(bytes, 0, bytes.length);
    String id = archives.get(0).name().stamp().orElseThrow() + "-" + digest.finish().hex().substring(0, ID_DIGITS);
    return ArchiveSet.of(id, archives.stream().sorted(SettledArchive.order()).toList());
  }
}
