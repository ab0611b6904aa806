/**
 * The embedded store: a folder of ciphertext, as described byte by byte in {@code docs/vault-format.md}.
 *
 * <p>{@code VaultStore} is the door. What is durable lies in two kinds of files that are written once
 * and never changed: objects (sealed photos) and change sets (numbered, chained, authenticated rows). In memory there is
 * only a compact index of them, made by reading all change sets when the vault is opened.
 */
package org.stillkeep.vault;
