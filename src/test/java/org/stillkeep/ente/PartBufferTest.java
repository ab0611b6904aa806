package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.Ciphertexts;

/** Ciphertext in memory: no more of it than has come, and never more than a part. */
class PartBufferTest {

  @Test
  void memoryGrowsWithWhatComes() {
    PartBuffer buffer = new PartBuffer(PartBuffer.PART_BYTES);
    byte[] piece = Ciphertexts.bytes(65_536);
    for (int i = 1; i <= 20; i++) {
      assertThat(buffer.write(piece, 0, piece.length)).isEqualTo(piece.length);
      assertThat(buffer.bytes().length).isLessThanOrEqualTo(Math.max(1 << 15, 4 * i * piece.length));
    }
    assertThat(Arrays.copyOfRange(buffer.bytes(), 19 * piece.length, buffer.length())).isEqualTo(piece);
  }

  @Test
  void aPartTakesItsBytesAndNoneMore() {
    PartBuffer buffer = new PartBuffer(Long.MAX_VALUE);
    byte[] all = new byte[PartBuffer.PART_BYTES + 5];
    assertThat(buffer.write(all, 0, all.length)).isEqualTo(20_971_605);
    assertThat(buffer.isFull()).isTrue();
    assertThat(buffer.bytes()).hasSize(20_971_605);
    assertThat(buffer.write(all, 0, 1)).isZero();
    buffer.clear();
    assertThat(buffer.write(all, 0, 5)).isEqualTo(5);
  }

  @Test
  void aPartThatIsSureToBeFilledIsNotCopiedAsItGrows() {
    assertThat(new PartBuffer(PartBuffer.PART_BYTES + 1L).bytes()).hasSize(PartBuffer.PART_BYTES);
  }

  @Test
  void aSmallObjectTakesLittle() {
    assertThat(new PartBuffer(100).bytes()).hasSize(100);
    PartBuffer empty = new PartBuffer(0);
    assertThat(empty.isFull()).isTrue();
    assertThat(CiphertextJson.base64(empty.md5())).isEqualTo("1B2M2Y8AsgTpgAmY7PhCfg==");
  }

  @Test
  void anObjectHasAsManyPartsAsItTakes() {
    long part = PartBuffer.PART_BYTES;
    assertThat(PartBuffer.count(part)).isEqualTo(1);
    assertThat(PartBuffer.count(part + 1)).isEqualTo(2);
    assertThat(PartBuffer.count(512 * part)).isEqualTo(512);
  }
}
