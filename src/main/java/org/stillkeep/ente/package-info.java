/**
 * The same store on an Ente server: its protocol over HTTPS, from our own description of it. Ciphertext and account only; what
 * an asset is, nobody here knows.
 *
 * <p>Two lines lead out. {@code EnteApi} speaks JSON with the server's own origin, in the name of a session; {@code
 * ObjectClient} moves ciphertext by URLs that the server signed, in nobody's name. Neither follows a redirect, so a token
 * never reaches an object store. Whatever the server says is bounded, and believed only as far as keys prove it.
 *
 * <p>{@code EnteAccount} is the door for accounts: it turns an address and a password into a session and the master key. {@code
 * SessionFile} keeps a session between runs; the master key is kept by whoever keeps the vault's.
 */
package org.stillkeep.ente;
