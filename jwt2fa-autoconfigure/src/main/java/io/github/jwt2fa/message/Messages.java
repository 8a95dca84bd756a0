package io.github.jwt2fa.message;

import java.util.Locale;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;

/**
 * The library's texts, unless the application has others under the same code. No
 * {@link MessageSource} itself, which as a bean would be taken for the application's.
 *
 * @param source the texts
 * @param languages tells the language of a text by its code and the locale that is asked
 * for, or {@code null} if it is not known
 */
public record Messages(MessageSource source, BiFunction<String, Locale, @Nullable Locale> languages) {

	/**
	 * The language of a text, which need not be the one that is asked for.
	 * @param code the message code
	 * @param locale the locale that is asked for
	 * @return the language, or {@code null} if it is not known
	 */
	public @Nullable Locale languageOf(String code, Locale locale) {
		return this.languages.apply(code, locale);
	}

}
