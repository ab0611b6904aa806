/**
 * The same store on an Ente server: its protocol over HTTPS, from our own description of it. Ciphertext and account only; what
 * an asset is, nobody here knows.
 *
 * <p>Two lines lead out. {@code EnteApi} speaks JSON with the server's own origin, in the name of a session; {@code
 * ObjectClient} moves ciphertext by URLs that the server signed, in nobody's name. Neither follows a redirect, so a token
 * never reaches an object store. Whatever the server says is bounded, and believed only as far as keys prove it.
 */
package org.stillkeep.ente;
