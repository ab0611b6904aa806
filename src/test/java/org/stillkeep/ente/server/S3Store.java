package org.stillkeep.ente.server;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.BlobMetadata;
import org.jclouds.filesystem.reference.FilesystemConstants;

/**
 * An S3 in this process, on loopback, its objects in a folder. It refuses wrong signatures and wrong MD5s, as a real one
 * does. One bucket, which exists.
 */
final class S3Store implements AutoCloseable {

  static final String BUCKET = "objects";
  static final PresignedUrls.Credentials CREDENTIALS = new PresignedUrls.Credentials("tests", "not-a-secret");

  /** Held, since the logging system forgets loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger("org.gaul");

  static {
    QUIET.setLevel(Level.SEVERE);
  }

  private final BlobStoreContext context;
  private final S3Proxy proxy;

  private S3Store(BlobStoreContext context, S3Proxy proxy) {
    this.context = context;
    this.proxy = proxy;
  }

  /** Starts on a free port, with what the folder holds already. */
  static S3Store start(Path folder) throws IOException {
    Properties overrides = new Properties();
    overrides.setProperty(FilesystemConstants.PROPERTY_BASEDIR, folder.toAbsolutePath().toString());
    BlobStoreContext context =
        ContextBuilder.newBuilder(new FilesystemNio2BlobApiMetadata())
            .credentials(CREDENTIALS.accessKey(), CREDENTIALS.secretKey())
            .overrides(overrides)
            .build(BlobStoreContext.class);
    context.getBlobStore().createContainerInLocation(null, BUCKET);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, CREDENTIALS.accessKey(), CREDENTIALS.secretKey())
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      context.close();
      throw new IOException("S3Proxy does not start", e);
    }
    return new S3Store(context, proxy);
  }

  int port() {
    return proxy.getPort();
  }

  /** Length of an object; empty when there is none. */
  OptionalLong length(String objectKey) {
    BlobMetadata metadata = blobs().blobMetadata(BUCKET, objectKey);
    return metadata == null ? OptionalLong.empty() : OptionalLong.of(metadata.getContentMetadata().getContentLength());
  }

  /** An object's bytes; null when there is none. */
  byte[] read(String objectKey) throws IOException {
    Blob blob = blobs().getBlob(BUCKET, objectKey);
    if (blob == null) {
      return null;
    }
    try (InputStream in = blob.getPayload().openStream()) {
      return in.readAllBytes();
    }
  }

  /** Puts an object, or replaces it behind everybody's back. */
  void write(String objectKey, byte[] bytes) {
    Blob blob =
        blobs().blobBuilder(objectKey).payload(ByteSource.wrap(bytes)).contentLength(bytes.length).build();
    blobs().putBlob(BUCKET, blob);
  }

  /** Loses an object. */
  void remove(String objectKey) {
    blobs().removeBlob(BUCKET, objectKey);
  }

  /** How many objects there are, registered or not. */
  long count() {
    return blobs().countBlobs(BUCKET);
  }

  private BlobStore blobs() {
    return context.getBlobStore();
  }

  @Override
  public void close() throws IOException {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IOException("S3Proxy does not stop", e);
    } finally {
      context.close();
    }
  }
}
