package io.github.jwt2fa.message;

import org.springframework.context.MessageSource;

/**
 * The library's texts, unless the application has others under the same code. No
 * {@link MessageSource} itself, which as a bean would be taken for the application's.
 *
 * @param source the texts
 */
public record Messages(MessageSource source) {
}
