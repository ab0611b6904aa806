package org.stillkeep.vault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.FilePage;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.TrashedFile;
import org.stillkeep.vault.Row.MagicKind;

/**
 * Reads files' rows back from the change sets that hold their parts: each of these change sets is read and verified once
 * for a page, and only what the page needs of it is kept. At worst that is four change sets for each row.
 */
final class FileRows {

  private final VaultState state;
  private final ChangeLog log;

  FileRows(VaultState state, ChangeLog log) {
    this.state = state;
    this.log = log;
  }

  /** The rows for these pairs of {@link MemberTable}, in the same order. */
  List<StoredFile> load(List<Integer> pairs) throws IOException {
    return load(pairs, List.of());
  }

  /** The same, where these are the rows of the newest change set: what was just written need not be read back. */
  List<StoredFile> load(List<Integer> pairs, List<Row> newest) throws IOException {
    Page page = new Page(pairs);
    for (int number : page.changeSets) {
      boolean isAtHand = !newest.isEmpty() && number == log.head().number();
      page.take(isAtHand ? newest : log.read(number).rows());
    }
    List<StoredFile> rows = new ArrayList<>(pairs.size());
    for (int pair : pairs) {
      rows.add(page.row(pair));
    }
    return rows;
  }

  /** Rows of a collection that changed after the given time: this many, and as many more as belong to the last change set. */
  FilePage loadPage(long collectionId, long since, int atLeast) throws IOException {
    List<StoredFile> rows = load(state.pairsSince(collectionId, since, atLeast));
    boolean hasMore = !rows.isEmpty() && state.hasPairsSince(collectionId, rows.get(rows.size() - 1).updatedAt());
    return new FilePage(rows, hasMore);
  }

  /** The rows of files that went into the trash, or came out of it, in the order in which they did. */
  List<TrashedFile> loadTrashed(List<VaultState.Trashing> trashings) throws IOException {
    List<VaultState.Trashing> inOrder = new ArrayList<>(trashings);
    inOrder.sort(Comparator.comparingInt(VaultState.Trashing::updatedIn));
    List<StoredFile> rows =
        load(inOrder.stream().map(each -> state.members().find(each.fileId(), each.collectionId())).toList());
    List<TrashedFile> trashed = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      trashed.add(new TrashedFile(rows.get(i), inOrder.get(i).restored(), false, inOrder.get(i).updatedIn()));
    }
    return trashed;
  }

  /** Whether a file has just this object: under another header than its own, what is put in its place could never be opened again. */
  boolean names(long fileId, ObjectRef object) throws IOException {
    StoredFile file = load(List.of(state.members().firstOf(fileId))).get(0);
    return file.content().equals(object) || file.thumbnail().filter(object::equals).isPresent();
  }

  private record MagicOf(long fileId, MagicKind kind) {}

  private final class Page {
    private final SortedSet<Integer> changeSets = new TreeSet<>();
    private final Set<Integer> wantedPairs;
    private final Set<Long> wantedFiles = new HashSet<>();
    private final Map<Long, Row.File> files = new HashMap<>();
    private final Map<MagicOf, MagicMetadata> magic = new HashMap<>();
    private final Map<Integer, EncryptedKey> keys = new HashMap<>();

    private Page(List<Integer> pairs) {
      wantedPairs = new HashSet<>(pairs);
      for (int pair : pairs) {
        long file = state.members().file(pair);
        wantedFiles.add(file);
        changeSets.add(state.members().keyIn(pair));
        changeSets.add(state.files().registeredIn(file));
        changeSets.add(state.files().magicIn(file, MagicKind.PRIVATE));
        changeSets.add(state.files().magicIn(file, MagicKind.PUBLIC));
      }
      // Stands for "no magic metadata".
      changeSets.remove(0);
    }

    /** Later change sets come later, so what they say of magic metadata replaces what earlier ones said. */
    private void take(List<Row> rows) {
      for (Row row : rows) {
        if (row instanceof Row.File file && wantedFiles.contains(file.id())) {
          files.put(file.id(), file);
          file.privateMagic().ifPresent(each -> magic.put(new MagicOf(file.id(), MagicKind.PRIVATE), each));
          file.publicMagic().ifPresent(each -> magic.put(new MagicOf(file.id(), MagicKind.PUBLIC), each));
        } else if (row instanceof Row.Magic each && wantedFiles.contains(each.fileId())) {
          magic.put(new MagicOf(each.fileId(), each.kind()), each.magic());
        } else if (row instanceof Row.Member member) {
          int pair = state.members().find(member.fileId(), member.collectionId());
          if (wantedPairs.contains(pair)) {
            keys.put(pair, member.key());
          }
        }
      }
    }

    private StoredFile row(int pair) throws StoreException {
      long fileId = state.members().file(pair);
      Row.File file = files.get(fileId);
      EncryptedKey key = keys.get(pair);
      if (file == null || key == null) {
        throw ChangeSetCodec.damaged(state.files().registeredIn(fileId), "is another than when the vault was opened");
      }
      return new StoredFile(
          fileId, state.members().collection(pair), false, key, file.content(), file.thumbnail(), file.metadata(),
          Optional.ofNullable(magic.get(new MagicOf(fileId, MagicKind.PRIVATE))),
          Optional.ofNullable(magic.get(new MagicOf(fileId, MagicKind.PUBLIC))),
          state.members().hasLeft(pair), state.members().updatedIn(pair));
    }
  }
}
