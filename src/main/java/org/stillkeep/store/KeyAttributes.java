package org.stillkeep.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * An account's wrapped keys and the parameters of its passphrase derivation (Ente's {@code keyAttributes}).
 *
 * @param kekSalt 16 bytes, the Argon2id salt
 * @param memLimitBytes Argon2id memory
 * @param opsLimit Argon2id passes
 * @param masterKey master key under the key derived from the passphrase
 * @param publicKey X25519 public key, in clear
 * @param secretKey X25519 private key under the master key
 * @param masterKeyUnderRecoveryKey master key under the recovery key; empty, like the next, in accounts that never had one
 * @param recoveryKeyUnderMasterKey recovery key under the master key
 */
public record KeyAttributes(
    byte[] kekSalt,
    long memLimitBytes,
    int opsLimit,
    EncryptedKey masterKey,
    byte[] publicKey,
    EncryptedKey secretKey,
    EncryptedKey masterKeyUnderRecoveryKey,
    EncryptedKey recoveryKeyUnderMasterKey) {

  public KeyAttributes {
    Objects.requireNonNull(kekSalt);
    Objects.requireNonNull(masterKey);
    Objects.requireNonNull(publicKey);
    Objects.requireNonNull(secretKey);
    Objects.requireNonNull(masterKeyUnderRecoveryKey);
    Objects.requireNonNull(recoveryKeyUnderMasterKey);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyAttributes that
        && Arrays.equals(kekSalt, that.kekSalt)
        && memLimitBytes == that.memLimitBytes
        && opsLimit == that.opsLimit
        && masterKey.equals(that.masterKey)
        && Arrays.equals(publicKey, that.publicKey)
        && secretKey.equals(that.secretKey)
        && masterKeyUnderRecoveryKey.equals(that.masterKeyUnderRecoveryKey)
        && recoveryKeyUnderMasterKey.equals(that.recoveryKeyUnderMasterKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(masterKey, secretKey, masterKeyUnderRecoveryKey, recoveryKeyUnderMasterKey);
  }
}
