package io.github.jwt2fa.response;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Keeps a long list of languages from failing a request: Tomcat throws where someone asks
 * for the locale of a client that names more than ten, and Spring asks for it before any
 * handler. All other requests pass as they are. Comes before whoever asks. Thread-safe,
 * as every filter has to be.
 */
final class LanguageListFilter implements Filter {

	private final LanguageNegotiation languages;

	/**
	 * A filter.
	 * @param languages tells the languages of a client in another way
	 */
	LanguageListFilter(LanguageNegotiation languages) {
		this.languages = languages;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		boolean fails = request instanceof HttpServletRequest http && failsToTellLocale(http);
		chain.doFilter(fails ? this.languages.negotiated((HttpServletRequest) request) : request, response);
	}

	private static boolean failsToTellLocale(HttpServletRequest request) {
		try {
			return request.getLocale() == null;
		}
		catch (RuntimeException ex) {
			return true;
		}
	}

}
