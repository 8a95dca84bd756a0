package io.github.jwt2fa.response;

/**
 * What refusals look like.
 *
 * @param errorFormat the body style
 */
public record ResponseSettings(ErrorFormat errorFormat) {
}
