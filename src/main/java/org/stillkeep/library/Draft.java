package org.stillkeep.library;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.UploadDraft;
import org.stillkeep.catalog.UploadTable;
import org.stillkeep.crypto.Blake2b;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.GuardedChunks;
import org.stillkeep.store.UploadMemory;

/**
 * An upload that can be gone on with after an interruption, under the key and the header with which it was begun.
 *
 * <p>Whoever seals under the same key and header twice must seal the same bytes: of two different chunks in one place, anybody who
 * saw both ciphertexts would learn the difference, and could forge more. That an archive's entry has the same name, size and
 * CRC-32 as before does not prove it: a disk may have given out a wrong byte the first time, and the interruption have come
 * before the CRC-32 could tell. So the proof is by chunk. Before the ciphertext of a chunk leaves this computer, the hash
 * (BLAKE2b-512) of all cleartext up to its end is durable in the catalog, in one transaction with those of all others that are about
 * to leave; when one was noted in that place already, the chunk is sealed only if the hash is the same. Hence in each place only
 * the ciphertext of one cleartext has ever left. What was sealed and did not leave, was in memory only, and died with it. The length is part of the
 * draft, so the tag that marks the last chunk always falls on the same one. A chunk that differs ends the draft, and its key with it;
 * the content is then sealed under a new one, as is content that turned out not to be what was announced.
 *
 * <p>Its row is written before the first byte leaves. One thread seals; the store may note by another.
 */
final class Draft implements UploadMemory, GuardedChunks.Guard, AutoCloseable {

  private final Catalog catalog;
  private final UploadDraft begun;
  private final CryptoKey fileKey;
  private final Runnable whenClosed;
  private final String fileName;

  /** Whether the catalog has it. Guarded by this. */
  private boolean isNoted;

  /** Guarded by this. */
  private Optional<String> progress;

  /** By their position: of chunks that were sealed, and have not left yet. Of the thread that seals. */
  private final Map<Long, byte[]> hashesToNote = new TreeMap<>();

  /** Of all cleartext that was sealed. Of the thread that seals. */
  private final Blake2b hash = Blake2b.hash512();

  /**
   * @param isNoted whether the catalog has it already
   * @param fileName for messages
   */
  Draft(Catalog catalog, UploadDraft begun, CryptoKey fileKey, boolean isNoted, String fileName, Runnable whenClosed) {
    this.catalog = catalog;
    this.begun = begun;
    this.fileKey = fileKey;
    this.isNoted = isNoted;
    this.fileName = fileName;
    this.whenClosed = whenClosed;
    this.progress = begun.progress();
  }

  UploadDraft begun() {
    return begun;
  }

  /** The asset's key; wiped when this is closed. */
  CryptoKey fileKey() {
    return fileKey;
  }

  @Override
  public synchronized Optional<String> recall() {
    return progress;
  }

  @Override
  public synchronized void note(String newProgress) {
    if (isNoted) {
      uploads().noteProgress(begun.identity(), newProgress);
    } else {
      noted(() -> uploads().noteProgress(begun.identity(), newProgress));
    }
    progress = Optional.of(newProgress);
  }

  @Override
  public void beforeSealing(long position, byte[] cleartext, int offset, int length) throws IOException {
    hash.update(cleartext, offset, length);
    byte[] hashSoFar = hash.digestSoFar();
    Optional<byte[]> sealedBefore = sealedBefore(position);
    if (sealedBefore.isEmpty()) {
      hashesToNote.put(position, hashSoFar);
    } else if (!Arrays.equals(sealedBefore.get(), hashSoFar)) {
      throw ContentMismatchException.sinceTheUploadBegan(fileName);
    }
  }

  /** What the catalog has of an upload in whose place this one begins went under another key. */
  private synchronized Optional<byte[]> sealedBefore(long position) {
    return isNoted ? uploads().chunk(begun.identity(), position) : Optional.empty();
  }

  /** The hash of all that was sealed, once that is all. */
  ContentHash sealedHash() {
    return ContentHash.ofDigest(hash.digest());
  }

  @Override
  public void beforeSending() {
    if (!hashesToNote.isEmpty()) {
      noted(() -> hashesToNote.forEach((position, soFar) -> uploads().addChunk(begun.identity(), position, soFar)));
      hashesToNote.clear();
    }
  }

  /** Gives the key up for ever. */
  void abandon() {
    uploads().remove(begun.identity());
  }

  @Override
  public void close() {
    fileKey.close();
    whenClosed.run();
  }

  /** Has its row, and what else is noted, durable when it returns. */
  private synchronized void noted(Runnable more) {
    catalog.inTransaction(
        () -> {
          if (!isNoted) {
            uploads().begin(begun);
          }
          more.run();
        });
    isNoted = true;
  }

  private UploadTable uploads() {
    return catalog.uploads();
  }
}
