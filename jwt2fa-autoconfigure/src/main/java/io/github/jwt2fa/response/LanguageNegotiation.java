package io.github.jwt2fa.response;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import io.github.jwt2fa.message.Languages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language of an answer: what the application's own resolver says, which sees the
 * client's wishes reduced to languages that are known. Asks no container for locales:
 * Tomcat throws at more than ten.
 */
public final class LanguageNegotiation {

	private final Languages languages;

	private final Supplier<@Nullable LocaleResolver> application;

	/**
	 * A negotiation.
	 * @param languages the languages that are known
	 * @param application the application's choice of a language, asked for when it is
	 * first needed; supplies {@code null} for the client's
	 */
	public LanguageNegotiation(Languages languages, Supplier<@Nullable LocaleResolver> application) {
		this.languages = languages;
		this.application = application;
	}

	/**
	 * The language of the answer to a request.
	 * @param request the request
	 * @return a locale that is known
	 */
	public Locale localeOf(HttpServletRequest request) {
		HttpServletRequest negotiated = negotiated(request);
		try {
			LocaleResolver resolver = this.application.get();
			return this.languages
				.nearest((resolver != null) ? resolver.resolveLocale(negotiated) : negotiated.getLocale());
		}
		catch (RuntimeException ex) {
			// a cookie that is no language, say: that fails no answer
			return this.languages.nearest(negotiated.getLocale());
		}
	}

	/**
	 * A request that tells the locales of its client without a failure, each of them one
	 * that is known.
	 */
	HttpServletRequest negotiated(HttpServletRequest request) {
		return new NegotiatedRequest(request, this.languages.accepted(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE)));
	}

	/**
	 * Without a wish the request has no such header, so that a default of the application
	 * counts.
	 */
	private static final class NegotiatedRequest extends HttpServletRequestWrapper {

		private final List<Locale> locales;

		private NegotiatedRequest(HttpServletRequest request, List<Locale> locales) {
			super(request);
			this.locales = locales;
		}

		@Override
		public Locale getLocale() {
			return this.locales.isEmpty() ? Locale.getDefault() : this.locales.get(0);
		}

		@Override
		public Enumeration<Locale> getLocales() {
			return Collections.enumeration(this.locales.isEmpty() ? List.of(Locale.getDefault()) : this.locales);
		}

		@Override
		public @Nullable String getHeader(String name) {
			boolean absent = this.locales.isEmpty() && HttpHeaders.ACCEPT_LANGUAGE.equalsIgnoreCase(name);
			return absent ? null : super.getHeader(name);
		}

	}

}
