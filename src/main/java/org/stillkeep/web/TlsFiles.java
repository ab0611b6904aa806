package org.stillkeep.web;

import java.nio.file.Path;

/**
 * What the page proves its identity with over TLS. The files are looked at again while the page is served, so that a certificate that is
 * renewed is used without a restart.
 *
 * @param certificate PEM: the certificate, followed by those that vouch for it
 * @param key PEM: its private key (RSA or EC, PKCS #8, not encrypted), in a file that only its owner may read
 */
public record TlsFiles(Path certificate, Path key) {}
