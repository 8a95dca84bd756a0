package io.github.jwt2fa.token.key;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.github.jwt2fa.wiring.BackgroundScheduler;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The keys of auth tokens as a bean of the application says, which may change while it
 * runs. Found by its name: an application has beans of this type for other purposes, such
 * as an authorization server, whose keys are not for our tokens.
 */
final class JwkSourceKeys implements AuthTokenKeySource, DisposableBean {

	/** How long a key that was taken away is still good, at most. */
	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

	private final JWKSource<SecurityContext> source;

	private final AuthTokenKeySettings settings;

	private final BackgroundScheduler scheduler = new BackgroundScheduler("keys");

	private final RefreshedAuthTokenKeys keys;

	private @Nullable Fetched last;

	/**
	 * The keys of a bean.
	 * @throws Jwt2faConfigurationException if it has none that fit, or can't be asked
	 */
	JwkSourceKeys(JWKSource<SecurityContext> source, AuthTokenKeySettings settings, Clock clock) {
		this.source = source;
		this.settings = settings;
		AuthTokenKeys first = first();
		this.keys = new RefreshedAuthTokenKeys(first, this::fetch, this.scheduler, clock);
		this.scheduler.every(INTERVAL, INTERVAL, this.keys::refresh);
	}

	private AuthTokenKeys first() {
		try {
			return fetch();
		}
		catch (KeySourceException | RuntimeException ex) {
			throw new Jwt2faConfigurationException(
					"The bean " + AuthTokenKeySettings.SOURCE_BEAN + " has no keys for auth tokens: "
							+ RefreshedAuthTokenKeys.cause(ex) + ".",
					"Let the bean return a private key that fits jwt2fa.token.algorithm=" + this.settings.algorithm()
							+ ", of use \"sig\" or of none, each key with a kid of its own, "
							+ "and see to it that its keys can be reached when the application starts.");
		}
	}

	private AuthTokenKeys fetch() throws KeySourceException {
		List<JWK> jwks = List.copyOf(this.source.get(ALL, null));
		Fetched before = this.last;
		if (before != null && before.jwks().equals(jwks)) {
			return before.keys();
		}
		Fetched fetched = new Fetched(jwks, this.settings.with(jwks));
		this.last = fetched;
		return fetched.keys();
	}

	@Override
	public AuthTokenKeys present() {
		return this.keys.present();
	}

	@Override
	public AuthTokenKeys newerThan(AuthTokenKeys known) {
		return this.keys.newerThan(known);
	}

	@Override
	public void destroy() {
		this.scheduler.shutdown();
	}

	/**
	 * What was fetched last.
	 *
	 * @param jwks the keys as the source has them
	 * @param keys the same for our use
	 */
	private record Fetched(List<JWK> jwks, AuthTokenKeys keys) {

		/**
		 * Nothing of the keys.
		 */
		@Override
		public String toString() {
			return "Fetched[" + this.jwks.size() + "]";
		}

	}

}
