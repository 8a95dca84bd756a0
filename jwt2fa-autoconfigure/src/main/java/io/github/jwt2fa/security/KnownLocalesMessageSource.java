package io.github.jwt2fa.security;

import java.util.Locale;

import io.github.jwt2fa.response.Languages;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;

/**
 * The application's texts for Spring Security, which asks for one at each request without
 * credentials, in the locale of a stranger.
 *
 * @param texts the application's texts
 * @param languages the languages that are known
 */
record KnownLocalesMessageSource(MessageSource texts, Languages languages) implements MessageSource {

	@Override
	public @Nullable String getMessage(String code, Object @Nullable [] args, @Nullable String defaultMessage,
			@Nullable Locale locale) {
		return this.texts.getMessage(code, args, defaultMessage, this.languages.nearest(locale));
	}

	@Override
	public String getMessage(String code, Object @Nullable [] args, @Nullable Locale locale) {
		return this.texts.getMessage(code, args, this.languages.nearest(locale));
	}

	@Override
	public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
		return this.texts.getMessage(resolvable, this.languages.nearest(locale));
	}

}
