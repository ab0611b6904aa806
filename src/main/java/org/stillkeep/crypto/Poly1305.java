package org.stillkeep.crypto;

import java.util.Arrays;

/**
 * The one-time authenticator Poly1305 (RFC 8439, section 2.5). For one message after the other, each with a key of its own, and for one
 * thread at a time; closing it wipes what it knows.
 *
 * <p>Numbers are held in three limbs of 44, 44 and 42 bits. Two blocks go in at once, {@code h = (h + block) r² + block' r}: their
 * products do not wait for each other, which is over twice as fast as Bouncy Castle. Nothing here depends on secret data but values:
 * no branch, no place in an array.
 */
final class Poly1305 implements AutoCloseable {

  static final int KEY_BYTES = 32;
  static final int CODE_BYTES = 16;

  private static final int BLOCK_BYTES = 16;
  private static final int STEP_BYTES = 2 * BLOCK_BYTES;
  private static final long LOW_44 = (1L << 44) - 1;
  private static final long LOW_42 = (1L << 42) - 1;

  /** The bit above the highest of a whole block, 2^128, in the third limb. */
  private static final long ABOVE_BLOCK = 1L << 40;

  private final byte[] block = new byte[BLOCK_BYTES];
  private int waiting;

  /** The key's multiplier, and its square. */
  private long r0;
  private long r1;
  private long r2;
  private long q0;
  private long q1;
  private long q2;

  /** What is added in the end. */
  private long addedLow;
  private long addedHigh;

  /** The sum so far. Below 2^44, a little above 2^44, below 2^42. */
  private long h0;
  private long h1;
  private long h2;

  /** Begins a message. The key is the {@value #KEY_BYTES} bytes at {@code offset}. */
  void init(byte[] key, int offset) {
    long low = LittleEndian.getLong(key, offset) & 0x0ffffffc0fffffffL;
    long high = LittleEndian.getLong(key, offset + 8) & 0x0ffffffc0ffffffcL;
    r0 = low & LOW_44;
    r1 = middleLimb(low, high);
    r2 = high >>> 24;
    h0 = r0;
    h1 = r1;
    h2 = r2;
    multiply();
    q0 = h0;
    q1 = h1;
    q2 = h2;
    h0 = 0;
    h1 = 0;
    h2 = 0;
    addedLow = LittleEndian.getLong(key, offset + 16);
    addedHigh = LittleEndian.getLong(key, offset + 24);
    waiting = 0;
  }

  /** Takes in more of the message. */
  void update(byte[] bytes, int offset, int length) {
    int at = offset;
    int left = length;
    if (waiting > 0) {
      int taken = Math.min(BLOCK_BYTES - waiting, left);
      System.arraycopy(bytes, at, block, waiting, taken);
      waiting += taken;
      at += taken;
      left -= taken;
      if (waiting == BLOCK_BYTES) {
        takeIn(block, 0, ABOVE_BLOCK);
        waiting = 0;
      }
    }
    int inSteps = left - left % STEP_BYTES;
    takeInSteps(bytes, at, inSteps);
    at += inSteps;
    left -= inSteps;
    if (left >= BLOCK_BYTES) {
      takeIn(bytes, at, ABOVE_BLOCK);
      at += BLOCK_BYTES;
      left -= BLOCK_BYTES;
    }
    if (left > 0) {
      System.arraycopy(bytes, at, block, waiting, left);
      waiting += left;
    }
  }

  /** Writes the message's code, {@value #CODE_BYTES} bytes, to {@code offset}. */
  void finish(byte[] code, int offset) {
    if (waiting > 0) {
      block[waiting] = 1;
      Arrays.fill(block, waiting + 1, BLOCK_BYTES, (byte) 0);
      takeIn(block, 0, 0);
      waiting = 0;
    }
    reduceFully();
    long low = h0 | h1 << 44;
    long high = h1 >>> 20 | h2 << 24;
    long sum = low + addedLow;
    // The carry out of the lower half, without a branch.
    long carry = ((low & addedLow) | ((low | addedLow) & ~sum)) >>> 63;
    LittleEndian.putLong(code, offset, sum);
    LittleEndian.putLong(code, offset + 8, high + addedHigh + carry);
  }

  @Override
  public void close() {
    Arrays.fill(block, (byte) 0);
    r0 = 0;
    r1 = 0;
    r2 = 0;
    q0 = 0;
    q1 = 0;
    q2 = 0;
    addedLow = 0;
    addedHigh = 0;
    h0 = 0;
    h1 = 0;
    h2 = 0;
  }

  private void takeIn(byte[] bytes, int offset, long above) {
    long low = LittleEndian.getLong(bytes, offset);
    long high = LittleEndian.getLong(bytes, offset + 8);
    h0 += low & LOW_44;
    h1 += middleLimb(low, high);
    h2 += high >>> 24 | above;
    multiply();
  }

  /** {@code h = h r}. What rises over 2^130 comes in again five times at the bottom; over 2^132, the weight of the limbs, twenty times. */
  private void multiply() {
    long s1 = 20 * r1;
    long s2 = 20 * r2;
    long d0 = low44(h0, r0) + low44(h1, s2) + low44(h2, s1);
    long c0 = above44(h0, r0) + above44(h1, s2) + above44(h2, s1);
    long d1 = low44(h0, r1) + low44(h1, r0) + low44(h2, s2) + c0;
    long c1 = above44(h0, r1) + above44(h1, r0) + above44(h2, s2);
    long d2 = low44(h0, r2) + low44(h1, r1) + low44(h2, r0) + c1;
    long c2 = above44(h0, r2) + above44(h1, r1) + above44(h2, r0);
    d1 += d0 >>> 44;
    d2 += d1 >>> 44;
    d0 = (d0 & LOW_44) + 5 * ((d2 >>> 42) + (c2 << 2));
    h0 = d0 & LOW_44;
    h1 = (d1 & LOW_44) + (d0 >>> 44);
    h2 = d2 & LOW_42;
  }

  /** The same for two blocks at once, everything in local variables. */
  private void takeInSteps(byte[] bytes, int offset, int length) {
    long r0 = this.r0;
    long r1 = this.r1;
    long r2 = this.r2;
    long s1 = 20 * r1;
    long s2 = 20 * r2;
    long q0 = this.q0;
    long q1 = this.q1;
    long q2 = this.q2;
    long u1 = 20 * q1;
    long u2 = 20 * q2;
    long h0 = this.h0;
    long h1 = this.h1;
    long h2 = this.h2;
    for (int at = offset; at < offset + length; at += STEP_BYTES) {
      long low = LittleEndian.getLong(bytes, at);
      long high = LittleEndian.getLong(bytes, at + 8);
      long x0 = h0 + (low & LOW_44);
      long x1 = h1 + middleLimb(low, high);
      long x2 = h2 + (high >>> 24 | ABOVE_BLOCK);
      low = LittleEndian.getLong(bytes, at + 16);
      high = LittleEndian.getLong(bytes, at + 24);
      long y0 = low & LOW_44;
      long y1 = middleLimb(low, high);
      long y2 = high >>> 24 | ABOVE_BLOCK;
      long d0 = low44(x0, q0) + low44(x1, u2) + low44(x2, u1) + low44(y0, r0) + low44(y1, s2) + low44(y2, s1);
      long c0 = above44(x0, q0) + above44(x1, u2) + above44(x2, u1) + above44(y0, r0) + above44(y1, s2) + above44(y2, s1);
      long d1 = low44(x0, q1) + low44(x1, q0) + low44(x2, u2) + low44(y0, r1) + low44(y1, r0) + low44(y2, s2) + c0;
      long c1 = above44(x0, q1) + above44(x1, q0) + above44(x2, u2) + above44(y0, r1) + above44(y1, r0) + above44(y2, s2);
      long d2 = low44(x0, q2) + low44(x1, q1) + low44(x2, q0) + low44(y0, r2) + low44(y1, r1) + low44(y2, r0) + c1;
      long c2 = above44(x0, q2) + above44(x1, q1) + above44(x2, q0) + above44(y0, r2) + above44(y1, r1) + above44(y2, r0);
      d1 += d0 >>> 44;
      d2 += d1 >>> 44;
      d0 = (d0 & LOW_44) + 5 * ((d2 >>> 42) + (c2 << 2));
      h0 = d0 & LOW_44;
      h1 = (d1 & LOW_44) + (d0 >>> 44);
      h2 = d2 & LOW_42;
    }
    this.h0 = h0;
    this.h1 = h1;
    this.h2 = h2;
  }

  /** Brings the sum below 2^130 - 5. */
  private void reduceFully() {
    carry();
    carry();
    long g0 = h0 + 5;
    long g1 = h1 + (g0 >>> 44);
    long g2 = h2 + (g1 >>> 44) - (1L << 42);
    // All ones when the sum was below already, for then this is negative.
    long keep = g2 >> 63;
    h0 = (h0 & keep) | (g0 & LOW_44 & ~keep);
    h1 = (h1 & keep) | (g1 & LOW_44 & ~keep);
    h2 = (h2 & keep) | (g2 & LOW_42 & ~keep);
  }

  private void carry() {
    h2 += h1 >>> 44;
    h1 &= LOW_44;
    h0 += 5 * (h2 >>> 42);
    h2 &= LOW_42;
    h1 += h0 >>> 44;
    h0 &= LOW_44;
  }

  /** Bits 44 to 87 of a block. */
  private static long middleLimb(long low, long high) {
    return (low >>> 44 | high << 20) & LOW_44;
  }

  private static long low44(long a, long b) {
    return (a * b) & LOW_44;
  }

  /** The product without its lower 44 bits, for {@code a} below 2^46 and {@code b} below 2^50. */
  private static long above44(long a, long b) {
    return Math.multiplyHigh(a << 10, b << 10);
  }
}
