package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Every byte of a file, one after the other, is another one; and the file ends early, at each of its bytes. */
public final class FlippedBytes {

  private FlippedBytes() {}

  /** Looks at a damaged file; throws when the damage is believed. */
  @FunctionalInterface
  public interface Look {

    /** @param what which damage it is, for the failure */
    void at(String what) throws IOException;
  }

  /** Lets each damaged form of the file lie in its place and be looked at; at the end, it is whole again. */
  public static void of(Path file, Look look) throws IOException {
    byte[] good = Files.readAllBytes(file);
    int changed = 0;
    for (int at = 0; at < good.length; at++) {
      for (int bits : ByteFlipTest.patterns(at)) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) bits;
        Files.write(file, bad);
        look.at(file.getFileName() + " with byte " + at + " changed by " + bits);
        changed++;
      }
      Files.write(file, Arrays.copyOf(good, at));
      look.at(file.getFileName() + " cut after " + at + " bytes");
    }
    Files.write(file, good);
    System.out.println("F54 " + good.length + " bytes of " + file.getFileName() + ", changed in " + changed + " ways and cut: none believed");
  }
}
