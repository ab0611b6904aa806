package org.stillkeep.crypto;

import static java.lang.Long.rotateRight;

/**
 * The twelve rounds of BLAKE2b's compression (RFC 7693, section 3.2), written out.
 *
 * <p>With the places of the message words as constants, and four quarter rounds side by side, it is nearly twice as fast as Bouncy
 * Castle's. In two halves, for HotSpot compiles no method of more than 8,000 bytecodes.
 */
final class Blake2bRounds {

  private Blake2bRounds() {}

  /**
   * Mixes the sixteen words {@code v}.
   *
   * @param m the sixteen words of the message's block
   */
  static void mix(long[] v, long[] m) {
    firstSix(v, m);
    lastSix(v, m);
  }

  private static void firstSix(long[] v, long[] m) {
    long v0 = v[0]; long v1 = v[1]; long v2 = v[2]; long v3 = v[3];
    long v4 = v[4]; long v5 = v[5]; long v6 = v[6]; long v7 = v[7];
    long v8 = v[8]; long v9 = v[9]; long v10 = v[10]; long v11 = v[11];
    long v12 = v[12]; long v13 = v[13]; long v14 = v[14]; long v15 = v[15];
    v0 += v4 + m[0]; v1 += v5 + m[2]; v2 += v6 + m[4]; v3 += v7 + m[6];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[1]; v1 += v5 + m[3]; v2 += v6 + m[5]; v3 += v7 + m[7];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[8]; v1 += v6 + m[10]; v2 += v7 + m[12]; v3 += v4 + m[14];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[9]; v1 += v6 + m[11]; v2 += v7 + m[13]; v3 += v4 + m[15];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[14]; v1 += v5 + m[4]; v2 += v6 + m[9]; v3 += v7 + m[13];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[10]; v1 += v5 + m[8]; v2 += v6 + m[15]; v3 += v7 + m[6];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[1]; v1 += v6 + m[0]; v2 += v7 + m[11]; v3 += v4 + m[5];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[12]; v1 += v6 + m[2]; v2 += v7 + m[7]; v3 += v4 + m[3];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[11]; v1 += v5 + m[12]; v2 += v6 + m[5]; v3 += v7 + m[15];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[8]; v1 += v5 + m[0]; v2 += v6 + m[2]; v3 += v7 + m[13];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[10]; v1 += v6 + m[3]; v2 += v7 + m[7]; v3 += v4 + m[9];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[14]; v1 += v6 + m[6]; v2 += v7 + m[1]; v3 += v4 + m[4];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[7]; v1 += v5 + m[3]; v2 += v6 + m[13]; v3 += v7 + m[11];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[9]; v1 += v5 + m[1]; v2 += v6 + m[12]; v3 += v7 + m[14];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[2]; v1 += v6 + m[5]; v2 += v7 + m[4]; v3 += v4 + m[15];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[6]; v1 += v6 + m[10]; v2 += v7 + m[0]; v3 += v4 + m[8];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[9]; v1 += v5 + m[5]; v2 += v6 + m[2]; v3 += v7 + m[10];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[0]; v1 += v5 + m[7]; v2 += v6 + m[4]; v3 += v7 + m[15];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[14]; v1 += v6 + m[11]; v2 += v7 + m[6]; v3 += v4 + m[3];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[1]; v1 += v6 + m[12]; v2 += v7 + m[8]; v3 += v4 + m[13];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[2]; v1 += v5 + m[6]; v2 += v6 + m[0]; v3 += v7 + m[8];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[12]; v1 += v5 + m[10]; v2 += v6 + m[11]; v3 += v7 + m[3];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[4]; v1 += v6 + m[7]; v2 += v7 + m[15]; v3 += v4 + m[1];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[13]; v1 += v6 + m[5]; v2 += v7 + m[14]; v3 += v4 + m[9];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v[0] = v0; v[1] = v1; v[2] = v2; v[3] = v3;
    v[4] = v4; v[5] = v5; v[6] = v6; v[7] = v7;
    v[8] = v8; v[9] = v9; v[10] = v10; v[11] = v11;
    v[12] = v12; v[13] = v13; v[14] = v14; v[15] = v15;
  }

  private static void lastSix(long[] v, long[] m) {
    long v0 = v[0]; long v1 = v[1]; long v2 = v[2]; long v3 = v[3];
    long v4 = v[4]; long v5 = v[5]; long v6 = v[6]; long v7 = v[7];
    long v8 = v[8]; long v9 = v[9]; long v10 = v[10]; long v11 = v[11];
    long v12 = v[12]; long v13 = v[13]; long v14 = v[14]; long v15 = v[15];
    v0 += v4 + m[12]; v1 += v5 + m[1]; v2 += v6 + m[14]; v3 += v7 + m[4];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[5]; v1 += v5 + m[15]; v2 += v6 + m[13]; v3 += v7 + m[10];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[0]; v1 += v6 + m[6]; v2 += v7 + m[9]; v3 += v4 + m[8];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[7]; v1 += v6 + m[3]; v2 += v7 + m[2]; v3 += v4 + m[11];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[13]; v1 += v5 + m[7]; v2 += v6 + m[12]; v3 += v7 + m[3];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[11]; v1 += v5 + m[14]; v2 += v6 + m[1]; v3 += v7 + m[9];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[5]; v1 += v6 + m[15]; v2 += v7 + m[8]; v3 += v4 + m[2];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[0]; v1 += v6 + m[4]; v2 += v7 + m[6]; v3 += v4 + m[10];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[6]; v1 += v5 + m[14]; v2 += v6 + m[11]; v3 += v7 + m[0];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[15]; v1 += v5 + m[9]; v2 += v6 + m[3]; v3 += v7 + m[8];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[12]; v1 += v6 + m[13]; v2 += v7 + m[1]; v3 += v4 + m[10];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[2]; v1 += v6 + m[7]; v2 += v7 + m[4]; v3 += v4 + m[5];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[10]; v1 += v5 + m[8]; v2 += v6 + m[7]; v3 += v7 + m[1];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[2]; v1 += v5 + m[4]; v2 += v6 + m[6]; v3 += v7 + m[5];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[15]; v1 += v6 + m[9]; v2 += v7 + m[3]; v3 += v4 + m[13];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[11]; v1 += v6 + m[14]; v2 += v7 + m[12]; v3 += v4 + m[0];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[0]; v1 += v5 + m[2]; v2 += v6 + m[4]; v3 += v7 + m[6];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[1]; v1 += v5 + m[3]; v2 += v6 + m[5]; v3 += v7 + m[7];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[8]; v1 += v6 + m[10]; v2 += v7 + m[12]; v3 += v4 + m[14];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[9]; v1 += v6 + m[11]; v2 += v7 + m[13]; v3 += v4 + m[15];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v0 += v4 + m[14]; v1 += v5 + m[4]; v2 += v6 + m[9]; v3 += v7 + m[13];
    v12 = rotateRight(v12 ^ v0, 32); v13 = rotateRight(v13 ^ v1, 32); v14 = rotateRight(v14 ^ v2, 32); v15 = rotateRight(v15 ^ v3, 32);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 24); v5 = rotateRight(v5 ^ v9, 24); v6 = rotateRight(v6 ^ v10, 24); v7 = rotateRight(v7 ^ v11, 24);
    v0 += v4 + m[10]; v1 += v5 + m[8]; v2 += v6 + m[15]; v3 += v7 + m[6];
    v12 = rotateRight(v12 ^ v0, 16); v13 = rotateRight(v13 ^ v1, 16); v14 = rotateRight(v14 ^ v2, 16); v15 = rotateRight(v15 ^ v3, 16);
    v8 += v12; v9 += v13; v10 += v14; v11 += v15;
    v4 = rotateRight(v4 ^ v8, 63); v5 = rotateRight(v5 ^ v9, 63); v6 = rotateRight(v6 ^ v10, 63); v7 = rotateRight(v7 ^ v11, 63);
    v0 += v5 + m[1]; v1 += v6 + m[0]; v2 += v7 + m[11]; v3 += v4 + m[5];
    v15 = rotateRight(v15 ^ v0, 32); v12 = rotateRight(v12 ^ v1, 32); v13 = rotateRight(v13 ^ v2, 32); v14 = rotateRight(v14 ^ v3, 32);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 24); v6 = rotateRight(v6 ^ v11, 24); v7 = rotateRight(v7 ^ v8, 24); v4 = rotateRight(v4 ^ v9, 24);
    v0 += v5 + m[12]; v1 += v6 + m[2]; v2 += v7 + m[7]; v3 += v4 + m[3];
    v15 = rotateRight(v15 ^ v0, 16); v12 = rotateRight(v12 ^ v1, 16); v13 = rotateRight(v13 ^ v2, 16); v14 = rotateRight(v14 ^ v3, 16);
    v10 += v15; v11 += v12; v8 += v13; v9 += v14;
    v5 = rotateRight(v5 ^ v10, 63); v6 = rotateRight(v6 ^ v11, 63); v7 = rotateRight(v7 ^ v8, 63); v4 = rotateRight(v4 ^ v9, 63);
    v[0] = v0; v[1] = v1; v[2] = v2; v[3] = v3;
    v[4] = v4; v[5] = v5; v[6] = v6; v[7] = v7;
    v[8] = v8; v[9] = v9; v[10] = v10; v[11] = v11;
    v[12] = v12; v[13] = v13; v[14] = v14; v[15] = v15;
  }
}
