package io.github.jwt2fa.method.totp;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.jwt2fa.method.totp.TotpImport.Account;
import io.github.jwt2fa.method.totp.TotpImport.Outcome;
import io.github.jwt2fa.method.totp.TotpImport.TotpKey;
import org.jspecify.annotations.Nullable;

/**
 * A secret of other software, or why it can't be taken over.
 *
 * @param number the number of the row, from 1
 * @param account whose it is
 * @param secret the secret, or {@code null} if there is a fault
 * @param fault why it can't be taken over, or {@code null}
 */
record ImportRow(int number, Account account, @Nullable TotpSecret secret, @Nullable Outcome fault) {

	/** The shortest secret that RFC 4226 allows, section 4, R6. */
	private static final int MIN_BYTES = 16;

	/** A block of SHA-1: no longer one is stronger. */
	private static final int MAX_BYTES = 64;

	private static final Duration PERIOD = Duration.ofSeconds(TotpCodes.STEP_SECONDS);

	private static final Pattern SHA1 = Pattern.compile("(HMAC-?)?SHA-?1");

	/** So many characters behind the last whole group of eight are no whole bytes. */
	private static final Set<Integer> CUT_OFF = Set.of(1, 3, 6);

	static ImportRow of(int number, Account account, TotpKey key) {
		Outcome fault = parameterFault(key);
		if (fault != null) {
			return of(number, account, fault);
		}
		if (key.secret() == null || key.secret().isBlank()) {
			return of(number, account, Outcome.NO_SECRET);
		}
		TotpSecret secret;
		try {
			secret = TotpSecret.of(key.secret());
		}
		catch (TotpSecretException ex) {
			return of(number, account, Outcome.BAD_SECRET);
		}
		fault = secretFault(secret);
		return (fault != null) ? of(number, account, fault) : new ImportRow(number, account, secret, null);
	}

	static ImportRow of(int number, Account account, Outcome fault) {
		return new ImportRow(number, account, null, fault);
	}

	private static @Nullable Outcome parameterFault(TotpKey key) {
		if (!SHA1.matcher(key.algorithm().toUpperCase(Locale.ROOT)).matches()) {
			return Outcome.OTHER_ALGORITHM;
		}
		if (key.digits() != TotpCodes.DIGITS) {
			return Outcome.OTHER_DIGITS;
		}
		return key.period().equals(PERIOD) ? null : Outcome.OTHER_PERIOD;
	}

	private static @Nullable Outcome secretFault(TotpSecret secret) {
		if (CUT_OFF.contains(secret.text().length() % 8)) {
			return Outcome.BAD_SECRET;
		}
		int bytes = secret.bytes();
		return (bytes < MIN_BYTES) ? Outcome.TOO_SHORT : (bytes > MAX_BYTES) ? Outcome.TOO_LONG : null;
	}

	TotpSecret supportedSecret() {
		if (this.secret == null) {
			throw new IllegalStateException("There is a fault: " + this.fault);
		}
		return this.secret;
	}

}
