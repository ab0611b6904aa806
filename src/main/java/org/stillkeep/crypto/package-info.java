/**
 * libsodium-compatible primitives: Argon2id, key derivation, secretbox, secretstream, sealed boxes, BLAKE2b, and a recovery
 * key as words.
 *
 * <p>Pure: bytes in, bytes out; no log, no thread, no file, no clock but the stopwatch of {@link org.stillkeep.crypto.CryptoEngine}'s race. Chance comes in as a {@link java.security.SecureRandom},
 * so that recorded vectors can be replayed. Ciphertext is authenticated before any of it is decrypted, MACs are compared in
 * constant time, and each way of failing has its own {@link org.stillkeep.crypto.CiphertextException.Reason}.
 *
 * <p>Keys are wiped when closed, and so are our own scratch buffers. Bouncy Castle and the collector may have moved copies of
 * them that nobody can reach: wiping shortens the time a secret lies in memory, it cannot promise that none is left.
 */
package org.stillkeep.crypto;
