package io.github.jwt2fa.device;

import java.time.Duration;

import io.github.jwt2fa.crypto.HmacSha256;

/**
 * How devices are trusted.
 *
 * @param maxAge how long after a second factor; zero where none is trusted
 * @param passwordHmac makes fingerprints of passwords, under a key of its own
 */
public record TrustedDeviceSettings(Duration maxAge, HmacSha256 passwordHmac) {
}
