package io.github.jwt2fa.method.recovery;

/**
 * How recovery codes are made.
 *
 * @param count how many a user gets; zero for none
 */
public record RecoveryCodeSettings(int count) {
}
