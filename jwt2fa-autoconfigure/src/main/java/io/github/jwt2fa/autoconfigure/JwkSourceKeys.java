package io.github.jwt2fa.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.token.AuthTokenKeySource;
import io.github.jwt2fa.token.AuthTokenKeys;
import io.github.jwt2fa.token.RefreshedAuthTokenKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The keys of auth tokens as a bean of the application says, which may change while it
 * runs. Found by its name: an application has beans of this type for other purposes, such
 * as an authorization server, whose keys are not for our tokens.
 */
final class JwkSourceKeys implements AuthTokenKeySource, DisposableBean {

	/** The name of the bean. */
	static final String BEAN = "jwt2faJwkSource";

	/** How long a key that was taken away is still good, at most. */
	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

	private final JWKSource<SecurityContext> source;

	private final TokenKeys.Known known;

	private final ScheduledExecutorService executor;

	private final RefreshedAuthTokenKeys keys;

	private @Nullable Fetched last;

	private JwkSourceKeys(JWKSource<SecurityContext> source, TokenKeys.Known known, Clock clock) {
		this.source = source;
		this.known = known;
		AuthTokenKeys first = first();
		CustomizableThreadFactory threads = new CustomizableThreadFactory("jwt2fa-keys-");
		threads.setDaemon(true);
		this.executor = Executors.newSingleThreadScheduledExecutor(threads);
		this.keys = new RefreshedAuthTokenKeys(first, this::fetch, this.executor, clock);
		// it ends with the executor, and tells its failures by itself
		Future<?> unused = this.executor.scheduleWithFixedDelay(this.keys::refresh, INTERVAL.toMillis(),
				INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * The keys of the bean, if there is one.
	 * @return the keys, or {@code null} without such a bean
	 * @throws Jwt2faConfigurationException if it has none that fit, or can't be asked
	 */
	@SuppressWarnings("unchecked")
	static @Nullable JwkSourceKeys in(BeanFactory beans, TokenKeys.Known known, Clock clock) {
		return isIn(beans) ? new JwkSourceKeys(beans.getBean(BEAN, JWKSource.class), known, clock) : null;
	}

	static boolean isIn(BeanFactory beans) {
		return beans.containsBean(BEAN);
	}

	/**
	 * Checks what is said beside the bean.
	 */
	static void requireAlone(BeanFactory beans, Jwt2faProperties.Token token) {
		if (!beans.isTypeMatch(BEAN, JWKSource.class)) {
			throw new Jwt2faConfigurationException("The bean " + BEAN + " is no JWKSource.",
					"Let it return a JWKSource<SecurityContext>, or give it another name.");
		}
		if (token.signingKey() != null) {
			throw new Jwt2faConfigurationException(
					"Both the property jwt2fa.token.signing-key and the bean " + BEAN + " say which key signs.",
					"Remove one of them. A key that has signed before may stay among jwt2fa.token.verifying-keys.");
		}
		JwsAlgorithm algorithm = token.algorithm();
		if (algorithm.isSymmetric()) {
			throw new Jwt2faConfigurationException(
					"There is a bean " + BEAN + ", and jwt2fa.token.algorithm=" + algorithm + " signs by a secret.",
					"Set jwt2fa.token.algorithm to that of the bean's keys: RS256, RS384, RS512, PS256, ES256 or "
							+ "ES384.");
		}
	}

	private AuthTokenKeys first() {
		try {
			return fetch();
		}
		catch (KeySourceException | RuntimeException ex) {
			throw new Jwt2faConfigurationException(
					"The bean " + BEAN + " has no keys for auth tokens: " + RefreshedAuthTokenKeys.cause(ex) + ".",
					"Let the bean return a private key that fits jwt2fa.token.algorithm=" + this.known.algorithm()
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
		Fetched fetched = new Fetched(jwks, this.known.with(jwks));
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
		this.executor.shutdownNow();
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
