package org.stillkeep.store;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.stillkeep.store.StoreException.Reason;

/** An object on its way into the in-memory store. */
final class InMemoryUpload implements ObjectUpload {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final String objectKey;
  private final long announcedBytes;
  private final Map<String, byte[]> objects;
  private final Consumer<Object> whenClosed;

  InMemoryUpload(long announcedBytes, Map<String, byte[]> objects, Consumer<Object> whenClosed) {
    this(UUID.randomUUID().toString(), announcedBytes, objects, whenClosed);
  }

  InMemoryUpload(String objectKey, long announcedBytes, Map<String, byte[]> objects, Consumer<Object> whenClosed) {
    this.objectKey = objectKey;
    this.announcedBytes = announcedBytes;
    this.objects = objects;
    this.whenClosed = whenClosed;
  }

  @Override
  public OutputStream body() {
    return bytes;
  }

  @Override
  public String commit() throws StoreException {
    if (bytes.size() != announcedBytes) {
      throw new StoreException(Reason.REFUSED, bytes.size() + " bytes came, " + announcedBytes + " were announced");
    }
    objects.put(objectKey, bytes.toByteArray());
    return objectKey;
  }

  @Override
  public void close() {
    whenClosed.accept(this);
  }
}
