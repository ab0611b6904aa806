package org.stillkeep.ente;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/**
 * What became of the objects that this session put. The server keeps no list of them that could be asked: it looks for an object
 * when a file is registered, and sweeps those that no file names after 14 days. So all that can be known of an object from
 * before, or of one of very many ago, is what registering it brings.
 *
 * <p>For any number of threads.
 */
final class SessionObjects {

  private static final int MOST = 20_000;

  private enum State {
    COMMITTED,
    DISCARDED,
    REGISTERED
  }

  private record Known(State state, long ciphertextBytes) {}

  /** The newest; guarded by this. */
  private final Map<String, Known> objects =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  synchronized void committed(String objectKey, long ciphertextBytes) {
    put(objectKey, State.COMMITTED, ciphertextBytes);
  }

  synchronized void registered(ObjectRef object) {
    put(object.objectKey(), State.REGISTERED, object.ciphertextBytes());
  }

  /** @throws StoreException REFUSED for an object that a file names */
  synchronized void discarded(String objectKey) throws StoreException {
    Known known = objects.get(objectKey);
    if (known != null && known.state() == State.REGISTERED) {
      throw new StoreException(Reason.REFUSED, "the object " + objectKey + " belongs to a file");
    }
    put(objectKey, State.DISCARDED, 0);
  }

  /**
   * Asks whether the object may be registered, as far as that is known.
   *
   * @throws StoreException NOT_FOUND when it was discarded, REFUSED when its length is another
   */
  synchronized void requireRegistrable(ObjectRef object) throws StoreException {
    Known known = objects.get(object.objectKey());
    if (known != null && known.state() == State.DISCARDED) {
      throw new StoreException(Reason.NOT_FOUND, "the object " + object.objectKey() + " was discarded");
    }
    if (known != null && known.ciphertextBytes() != object.ciphertextBytes()) {
      throw new StoreException(
          Reason.REFUSED,
          "the object " + object.objectKey() + " has " + known.ciphertextBytes() + " bytes, not " + object.ciphertextBytes());
    }
  }

  private void put(String objectKey, State state, long ciphertextBytes) {
    // Out first, so that it becomes the newest.
    objects.remove(objectKey);
    objects.put(objectKey, new Known(state, ciphertextBytes));
  }
}
