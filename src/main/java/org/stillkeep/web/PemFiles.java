package org.stillkeep.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads certificate and key from PEM files (RFC 7468). */
final class PemFiles {

  private static final int MAX_FILE_BYTES = 1024 * 1024;
  private static final int DNS_NAME = 2;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
  private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
  private static final String END_KEY = "-----END PRIVATE KEY-----";

  private PemFiles() {}

  /**
   * Reads the files.
   *
   * @throws IOException with the reason in words when they cannot be used
   */
  static TlsKeys read(TlsFiles files) throws IOException {
    try {
      return readFiles(files);
    } catch (NoSuchFileException e) {
      throw new IOException(e.getFile() + " is not there", e);
    } catch (AccessDeniedException e) {
      throw new IOException(e.getFile() + " may not be read by this program", e);
    }
  }

  /** When the files were written. */
  static List<FileTime> stamps(TlsFiles files) throws IOException {
    return List.of(Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()));
  }

  private static TlsKeys readFiles(TlsFiles files) throws IOException {
    List<FileTime> stamps = stamps(files);
    List<X509Certificate> chain = chain(files.certificate());
    requireOwnerOnly(files.key());
    PrivateKey key = key(files.key(), chain.get(0));
    try {
      requirePair(key, chain.get(0));
      return new TlsKeys(context(chain, key), hosts(chain.get(0)), stamps);
    } catch (GeneralSecurityException e) {
      throw new IOException(files.key() + " is not the key of the certificate in " + files.certificate(), e);
    }
  }

  /** Signs something and looks whether the certificate vouches for it. */
  private static void requirePair(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
    byte[] probe = Tokens.hash("probe");
    Signature signature = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(probe);
    if (!signature.verify(signed)) {
      throw new SignatureException("the key belongs to another certificate");
    }
  }

  private static List<X509Certificate> chain(Path file) throws IOException {
    byte[] bytes = bytes(file);
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
      List<X509Certificate> chain = found.stream().map(X509Certificate.class::cast).toList();
      if (chain.isEmpty()) {
        throw new IOException(file + " holds no certificate");
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is not a PEM file of certificates", e);
    }
  }

  private static PrivateKey key(Path file, X509Certificate certificate) throws IOException {
    byte[] pem = bytes(file);
    byte[] encoded = new byte[0];
    try {
      encoded = between(file, pem);
      String algorithm = certificate.getPublicKey().getAlgorithm();
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException e) {
      throw new IOException(file + " is not the key of the certificate, which is of another kind", e);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds a key of a kind that is not known here", e);
    } finally {
      Arrays.fill(pem, (byte) 0);
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static byte[] between(Path file, byte[] pem) throws IOException {
    int from = indexOf(pem, BEGIN_KEY, 0);
    int to = from < 0 ? -1 : indexOf(pem, END_KEY, from);
    if (to < 0) {
      throw new IOException(file + " holds no private key in PKCS #8 (openssl pkcs8 -topk8 -nocrypt makes it one)");
    }
    byte[] text = Arrays.copyOfRange(pem, from + BEGIN_KEY.length(), to);
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged", e);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static int indexOf(byte[] bytes, String mark, int from) {
    byte[] sought = mark.getBytes(StandardCharsets.US_ASCII);
    for (int i = from; i + sought.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(file + " is too large to be a PEM file");
    }
    return Files.readAllBytes(file);
  }

  private static void requireOwnerOnly(Path key) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(key, PosixFileAttributeView.class);
    if (posix != null) {
      if (posix.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
        throw new IOException(key + " can be read by others; make it yours alone (chmod 600)");
      }
      return;
    }
    AclFileAttributeView acl = Files.getFileAttributeView(key, AclFileAttributeView.class);
    if (acl == null) {
      throw new IOException(key + " lies on a disk that cannot keep others from reading it");
    }
    var owner = acl.getOwner();
    if (acl.getAcl().stream().anyMatch(each -> each.type() == AclEntryType.ALLOW && !each.principal().equals(owner))) {
      throw new IOException(key + " can be read by others; make it yours alone");
    }
  }

  private static SSLContext context(List<X509Certificate> chain, PrivateKey key) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] none = new char[0];
    store.setKeyEntry("page", key, none, chain.toArray(Certificate[]::new));
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static Set<String> hosts(X509Certificate certificate) throws GeneralSecurityException {
    Set<String> hosts = new HashSet<>();
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      for (List<?> each : names) {
        if (each.get(0).equals(DNS_NAME)) {
          hosts.add(each.get(1).toString().toLowerCase(Locale.ROOT));
        }
      }
    }
    return hosts;
  }
}
