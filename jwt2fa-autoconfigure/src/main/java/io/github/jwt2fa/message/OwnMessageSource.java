package io.github.jwt2fa.message;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The library's texts, unless the application's own message source has others under the
 * same code. Asks neither for a locale that is not known.
 */
final class OwnMessageSource extends ResourceBundleMessageSource {

	static final String BUNDLE = "io.github.jwt2fa.messages";

	private final MessageSource application;

	private final Languages languages;

	OwnMessageSource(MessageSource application, Languages languages) {
		this.application = application;
		this.languages = languages;
		setBasename(BUNDLE);
		setDefaultEncoding("UTF-8");
		setFallbackToSystemLocale(false);
	}

	@Override
	protected @Nullable String getMessageInternal(@Nullable String code, Object @Nullable [] args,
			@Nullable Locale locale) {
		if (code == null) {
			return null;
		}
		String own = ofApplication(code, args, locale);
		return (own != null) ? own : super.getMessageInternal(code, args, this.languages.own(locale));
	}

	/**
	 * The language of a text. That of an application's file without a language in its
	 * name is not known.
	 */
	@Nullable Locale languageOf(String code, Locale locale) {
		return (ofApplication(code, null, locale) != null) ? this.languages.ofApplication(locale)
				: this.languages.own(locale);
	}

	private @Nullable String ofApplication(String code, Object @Nullable [] args, @Nullable Locale locale) {
		String text = this.application.getMessage(code, args, null, this.languages.nearest(locale));
		// an application may let unknown codes stand for themselves
		return (text != null && !text.equals(code)) ? text : null;
	}

}
