package org.stillkeep.store;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The fake keeps the contract, and complains of leaks. */
class InMemoryStoreTest extends LibraryStoreContract {

  private final InMemoryContents contents = new InMemoryContents(Ciphertexts.keyAttributes());

  @Override
  protected LibraryStore open() {
    return new InMemoryStore(contents);
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker")
  void anUploadThatWasLeftOpenIsALeak() throws IOException {
    InMemoryStore leaking = new InMemoryStore(contents);
    ObjectUpload upload = leaking.putObject(1);
    assertThatIllegalStateException().isThrownBy(leaking::close).withMessageContaining("left open");
    upload.close();
    leaking.close();
  }

  @Test
  void aStreamThatWasLeftOpenIsALeak() throws IOException {
    InMemoryStore leaking = new InMemoryStore(contents);
    ObjectRef object = Ciphertexts.put(leaking, new byte[3]);
    var stream = leaking.openObject(1, object);
    assertThatIllegalStateException().isThrownBy(leaking::close).withMessageContaining("left open");
    stream.close();
    leaking.close();
  }
}
