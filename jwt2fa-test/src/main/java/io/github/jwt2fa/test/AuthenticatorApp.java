package io.github.jwt2fa.test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The authenticator app on a user's phone: codes of six digits by
 * <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>, one for each 30 seconds.
 * Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class AuthenticatorApp {

	private static final Duration STEP = Duration.ofSeconds(30);

	private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP);

	private final String secret;

	private final @Nullable String label;

	private final @Nullable String issuer;

	private final SecretKeySpec key;

	private final Clock clock;

	private long lastStep = -1;

	/**
	 * An app with a secret that was typed.
	 * @param secret what setup answered as {@code secret}, in base32
	 * @param clock the time on the phone
	 */
	public AuthenticatorApp(String secret, Clock clock) {
		this(secret, null, null, clock);
	}

	private AuthenticatorApp(String secret, @Nullable String label, @Nullable String issuer, Clock clock) {
		this.secret = secret;
		this.label = label;
		this.issuer = issuer;
		this.key = new SecretKeySpec(new Base32().decode(secret),
				TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1);
		this.clock = clock;
	}

	/**
	 * An app with a secret that was scanned.
	 * @param uri what setup answered as {@code provisioning_uri}, a
	 * <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">key
	 * URI</a>, which is also what the QR code holds
	 * @param clock the time on the phone
	 * @return the app
	 * @throws IllegalArgumentException if that is no URI for TOTP
	 */
	public static AuthenticatorApp scanned(String uri, Clock clock) {
		URI parsed = URI.create(uri);
		Assert.isTrue("otpauth".equals(parsed.getScheme()) && "totp".equals(parsed.getHost()),
				"Not a key URI for TOTP, which begins with otpauth://totp/");
		Map<String, String> parameters = UriComponentsBuilder.fromUri(parsed)
			.build()
			.getQueryParams()
			.toSingleValueMap();
		String secret = parameters.get("secret");
		Assert.hasText(secret, "A key URI needs the parameter secret");
		String issuer = parameters.get("issuer");
		return new AuthenticatorApp(secret, parsed.getPath().substring(1),
				(issuer != null) ? UriUtils.decode(issuer, StandardCharsets.UTF_8) : null, clock);
	}

	/**
	 * What its codes come from.
	 * @return the secret in base32
	 */
	public String secret() {
		return this.secret;
	}

	/**
	 * What it shows above its codes.
	 * @return the label, or {@code null} if the secret was typed
	 */
	public @Nullable String label() {
		return this.label;
	}

	/**
	 * Who the secret comes from.
	 * @return the issuer, or {@code null} if nobody said
	 */
	public @Nullable String issuer() {
		return this.issuer;
	}

	/**
	 * The code that it shows.
	 * @return six digits, the same for 30 seconds
	 */
	public String code() {
		return codeIn(0);
	}

	/**
	 * The code that it shows some steps later.
	 * @param steps of 30 seconds each; before now if negative
	 * @return six digits
	 */
	public String codeIn(int steps) {
		return codeAt(currentStep() + steps);
	}

	/**
	 * A code that this method did not return before, as each one is good once: that of
	 * this step, or that of the next, which is good already. For a third one within a
	 * step it waits for the next, or {@linkplain MutableClock#advance moves} the clock
	 * there.
	 * @return six digits
	 * @throws IllegalStateException if the clock was moved back behind the code that was
	 * used last
	 */
	public String freshCode() {
		Assert.state(this.lastStep <= currentStep() + 1, "The clock was moved back behind the code that was used last: "
				+ "an application takes none of a time before that one");
		long step = Math.max(currentStep(), this.lastStep + 1);
		while (step > currentStep() + 1) {
			awaitNextStep();
		}
		this.lastStep = step;
		return codeAt(step);
	}

	/**
	 * The code that {@link #freshCode()} returned last.
	 * @return six digits
	 */
	public String usedCode() {
		Assert.state(this.lastStep >= 0, "No code was used yet");
		return codeAt(this.lastStep);
	}

	/**
	 * A code that it shows at no time within a quarter of an hour.
	 * @return six digits
	 */
	public String wrongCode() {
		for (int code = 0;; code++) {
			String text = String.format(Locale.ROOT, "%06d", code);
			boolean right = false;
			for (int step = -30; step <= 30; step++) {
				right |= codeIn(step).equals(text);
			}
			if (!right) {
				return text;
			}
		}
	}

	private long currentStep() {
		return this.clock.instant().getEpochSecond() / STEP.toSeconds();
	}

	private String codeAt(long step) {
		try {
			return this.generator.generateOneTimePasswordString(this.key,
					Instant.ofEpochSecond(step * STEP.toSeconds()), Locale.ROOT);
		}
		catch (InvalidKeyException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void awaitNextStep() {
		Instant next = Instant.ofEpochSecond((currentStep() + 1) * STEP.toSeconds());
		Duration rest = Duration.between(this.clock.instant(), next);
		if (this.clock instanceof MutableClock movable) {
			movable.advance(rest);
			return;
		}
		try {
			Thread.sleep(rest.toMillis() + 1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Without the secret.
	 */
	@Override
	public String toString() {
		return "AuthenticatorApp[" + ((this.label != null) ? this.label : "without a label") + "]";
	}

}
