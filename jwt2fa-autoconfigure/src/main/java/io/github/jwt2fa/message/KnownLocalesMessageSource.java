package io.github.jwt2fa.message;

import java.util.Locale;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.ObservationAuthorizationManager;
import org.springframework.security.core.SpringSecurityMessageSource;

/**
 * Texts for Spring Security, which asks for one at each request without credentials, in
 * the locale of a stranger.
 *
 * @param texts the texts
 * @param languages tells the languages that are known, when they are first needed
 */
public record KnownLocalesMessageSource(MessageSource texts, Supplier<Languages> languages) implements MessageSource {

	/**
	 * Where rules are observed, the observation of one that refuses asks for a text too:
	 * one of Spring Security's own, not of the application.
	 * @param rule a rule, observed or not
	 * @param languages tells the languages that are known, when they are first needed
	 */
	public static void handToObservation(AuthorizationManager<?> rule, Supplier<Languages> languages) {
		if (rule instanceof ObservationAuthorizationManager<?> observation) {
			observation.setMessageSource(new KnownLocalesMessageSource(new SpringSecurityMessageSource(), languages));
		}
	}

	@Override
	public @Nullable String getMessage(String code, Object @Nullable [] args, @Nullable String defaultMessage,
			@Nullable Locale locale) {
		return this.texts.getMessage(code, args, defaultMessage, this.languages.get().nearest(locale));
	}

	@Override
	public String getMessage(String code, Object @Nullable [] args, @Nullable Locale locale) {
		return this.texts.getMessage(code, args, this.languages.get().nearest(locale));
	}

	@Override
	public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
		return this.texts.getMessage(resolvable, this.languages.get().nearest(locale));
	}

}
