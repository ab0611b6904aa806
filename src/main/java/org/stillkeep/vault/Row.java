package org.stillkeep.vault;

import java.util.Optional;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.ObjectRef;

/** One line of a change set: a fact that holds from that change set on. */
sealed interface Row {

  /** A collection is so now: its whole state. */
  record Collection(
      long id,
      CollectionType type,
      EncryptedKey key,
      EncryptedKey name,
      Optional<MagicMetadata> privateMagic,
      boolean deleted)
      implements Row {}

  /** A new file. Nothing in it ever changes but the magic metadata, by {@link Magic} rows. */
  record File(
      long id,
      ObjectRef content,
      Optional<ObjectRef> thumbnail,
      EncryptedBlob metadata,
      Optional<MagicMetadata> privateMagic,
      Optional<MagicMetadata> publicMagic)
      implements Row {}

  /** A file is in a collection, and its key is wrapped so. */
  record Member(long fileId, long collectionId, EncryptedKey key) implements Row {}

  /** A file is no longer in a collection. */
  record Left(long fileId, long collectionId) implements Row {}

  /** A file has left all its collections for the trash; its key is found in the named one. */
  record Trashed(long fileId, long collectionId) implements Row {}

  /** A file has come out of the trash; a {@link Member} row says where to. */
  record Restored(long fileId) implements Row {}

  /** A file's magic metadata is so now. */
  record Magic(long fileId, MagicKind kind, MagicMetadata magic) implements Row {}

  /** The header has this revision or a later one. */
  record Keys(int revision) implements Row {}

  /** Which of a file's two changeable metadata. */
  enum MagicKind {
    PRIVATE,
    PUBLIC
  }
}
