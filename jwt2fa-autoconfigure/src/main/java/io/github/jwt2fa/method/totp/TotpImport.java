package io.github.jwt2fa.method.totp;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.apache.commons.codec.binary.Base32;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the TOTP secrets of other software, so that users keep their apps. What it
 * can't take over is told, row by row, and stops no other row; who has set TOTP up here
 * already keeps that. Nothing is published and nobody is sent a notice, for users change
 * nothing; no session ends. It may run again. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TotpImport {

	private static final Log logger = LogFactory.getLog(TotpImport.class);

	private final TwoFactorMethods methods;

	private final TwoFactorUserService users;

	private final UserTwoFactorAuthDataRepository repository;

	private final FernetEncryptor encryptor;

	/**
	 * An import.
	 * @param methods which methods complete a login
	 * @param users who there is
	 * @param repository where the secrets go
	 * @param encryptor encrypts them
	 */
	TotpImport(TwoFactorMethods methods, TwoFactorUserService users, UserTwoFactorAuthDataRepository repository,
			FernetEncryptor encryptor) {
		this.methods = methods;
		this.users = users;
		this.repository = repository;
		this.encryptor = encryptor;
	}

	/**
	 * Takes over secrets that stand in tables of the application's own, such as with
	 * <a href="https://github.com/samdjstevens/java-totp">java-totp</a> and
	 * <a href="https://github.com/wstrange/GoogleAuth">GoogleAuth</a>.
	 * @param keys the secrets
	 * @return what became of each, in their order, counted from 1
	 */
	public List<Result> importKeys(Iterable<TotpKey> keys) {
		List<Result> results = new ArrayList<>();
		for (TotpKey key : keys) {
			ImportRow row = ImportRow.of(results.size() + 1, new Account(key.userId(), null, null, null), key);
			results.add(take(row, Account::name));
		}
		return results;
	}

	/**
	 * Takes over the secrets of an export of
	 * <a href="https://www.keycloak.org/server/importExport">Keycloak</a>, version 8 or
	 * later.
	 * @param export a realm, several realms, or the users of one, as {@code kc.sh export}
	 * writes them
	 * @param userIds tells the id of the user of an account, {@code null} for nobody;
	 * {@link Account#name()} and {@link Account#id()} are the user's name and id in
	 * Keycloak
	 * @return what became of each credential of the type {@code otp}, in their order,
	 * counted from 1
	 * @throws IllegalArgumentException if it is no JSON, or has no users; nothing was
	 * taken over
	 * @throws java.io.UncheckedIOException if it can't be read; nothing was taken over
	 */
	public List<Result> importKeycloak(InputStream export, Function<Account, @Nullable String> userIds) {
		return KeycloakExport.rows(export).stream().map((row) -> take(row, userIds)).toList();
	}

	/**
	 * Takes over the secrets of URIs such as apps and password managers export, in the
	 * <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">key
	 * URI format</a>.
	 * @param lines {@code otpauth} URIs, one a line; blank lines are counted and
	 * otherwise ignored
	 * @param userIds tells the id of the user of an account, {@code null} for nobody
	 * @return what became of each, in their order, by the number of the line from 1
	 */
	public List<Result> importUris(Iterable<String> lines, Function<Account, @Nullable String> userIds) {
		List<Result> results = new ArrayList<>();
		int number = 0;
		for (String line : lines) {
			number++;
			if (!line.isBlank()) {
				results.add(take(KeyUri.row(number, line), userIds));
			}
		}
		return results;
	}

	private Result take(ImportRow row, Function<Account, @Nullable String> userIds) {
		String user = row.account().name();
		try {
			String userId = row.account().isKnown() ? userIds.apply(row.account()) : null;
			if (userId != null) {
				user = userId;
			}
			Outcome outcome = row.fault();
			if (outcome == null) {
				outcome = (userId != null) ? take(row.supportedSecret(), userId) : Outcome.UNKNOWN_USER;
			}
			return new Result(row.number(), user, outcome);
		}
		catch (RuntimeException ex) {
			// the others may be luckier; the next run takes this one
			logger.error("Row " + row.number() + ", of " + LogText.of(user) + ": the TOTP secret was not taken over",
					LogText.of(ex));
			return new Result(row.number(), user, Outcome.FAILED);
		}
	}

	private Outcome take(TotpSecret secret, String userId) {
		TwoFactorUser user = this.users.findById(userId);
		if (user == null) {
			return Outcome.UNKNOWN_USER;
		}
		UserTwoFactorAuthData known = this.repository.findByUserId(user.id());
		String present = (known != null) ? known.encryptedTotpSecret() : null;
		if (present != null && !present.isEmpty()) {
			return outcomeBeside(present, secret);
		}
		TwoFactorMethod chosen = (known != null) ? known.preferredMethod() : null;
		UserTwoFactorAuthData data = new UserTwoFactorAuthData(user.id(), methodFor(chosen),
				this.encryptor.encrypt(secret.text()));
		if (this.repository.saveIfSecretIs(null, data)) {
			return Outcome.IMPORTED;
		}
		// set up at this moment, or imported by somebody else
		UserTwoFactorAuthData faster = this.repository.findByUserId(user.id());
		return outcomeBeside((faster != null) ? faster.encryptedTotpSecret() : null, secret);
	}

	private Outcome outcomeBeside(@Nullable String encrypted, TotpSecret secret) {
		String present = (encrypted != null) ? this.encryptor.decrypt(encrypted) : null;
		try {
			return (present != null && TotpSecret.of(present).isSameAs(secret)) ? Outcome.ALREADY_IMPORTED
					: Outcome.ALREADY_ACTIVE;
		}
		catch (TotpSecretException ex) {
			return Outcome.ALREADY_ACTIVE;
		}
	}

	/**
	 * The user is asked for TOTP, unless that is not enough or the user chose otherwise:
	 * none at all, or another own method.
	 */
	private @Nullable TwoFactorMethod methodFor(@Nullable TwoFactorMethod chosen) {
		if (!this.methods.isTrusted(TwoFactorMethod.TOTP)) {
			return chosen;
		}
		if (chosen == null) {
			return TwoFactorMethod.TOTP;
		}
		boolean stays = chosen.equals(TwoFactorMethod.NO_2FA) || !this.methods.isKnown(chosen)
				|| (this.methods.isTrusted(chosen) && !this.methods.handler(chosen).isSent());
		return stays ? chosen : TwoFactorMethod.TOTP;
	}

	/**
	 * A secret, and how an app makes codes of it.
	 *
	 * @param userId the user's id
	 * @param secret the secret, base32
	 * (<a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648, section
	 * 6</a>) in any case, with or without blanks, dashes and padding; {@code null} for
	 * none
	 * @param algorithm the hash, such as {@code SHA1} or {@code HmacSHA1}
	 * @param digits the length of a code
	 * @param period the length of a time step
	 */
	public record TotpKey(String userId, @Nullable String secret, String algorithm, int digits, Duration period) {

		public TotpKey {
			Objects.requireNonNull(userId, "A secret needs the id of its user");
			Objects.requireNonNull(algorithm, "A secret needs an algorithm");
			Objects.requireNonNull(period, "A secret needs a period");
		}

		/**
		 * A secret of the usual kind: HMAC-SHA1, six digits, 30 seconds.
		 * @param userId the user's id
		 * @param secret the secret, base32; {@code null} for none
		 * @return the secret
		 */
		public static TotpKey of(String userId, @Nullable String secret) {
			return new TotpKey(userId, secret, "SHA1", TotpCodes.DIGITS, Duration.ofSeconds(TotpCodes.STEP_SECONDS));
		}

		/**
		 * A secret of the usual kind that is kept in another form, such as base64.
		 * @param userId the user's id
		 * @param secret the secret, decoded
		 * @return the secret
		 */
		public static TotpKey of(String userId, byte[] secret) {
			return of(userId, new Base32().encodeToString(secret));
		}

		@Override
		public String toString() {
			return "TotpKey[userId=" + LogText.of(this.userId) + ", secret=" + ((this.secret != null) ? "***" : "none")
					+ "]";
		}

	}

	/**
	 * Whose secret it is, in the words of the other software.
	 *
	 * @param name the name of the account
	 * @param id the id of the user in Keycloak, or {@code null}
	 * @param email the address in Keycloak, or {@code null}
	 * @param issuer who issued a URI, or {@code null}
	 */
	public record Account(String name, @Nullable String id, @Nullable String email, @Nullable String issuer) {

		boolean isKnown() {
			return !this.name.isEmpty();
		}

	}

	/**
	 * What became of a row.
	 *
	 * @param row the number of the row, from 1
	 * @param user the user's id, or the account's name where there is none; empty if
	 * neither could be read
	 * @param outcome what became of it
	 */
	public record Result(int row, String user, Outcome outcome) {

		/**
		 * Whether the user logs in by this secret.
		 * @return {@code false} also if the user logs in by another one
		 */
		public boolean isImported() {
			return this.outcome == Outcome.IMPORTED || this.outcome == Outcome.ALREADY_IMPORTED;
		}

		/**
		 * A line for a log.
		 */
		@Override
		public String toString() {
			return "row " + this.row + ", " + LogText.of(this.user) + ": " + this.outcome.text;
		}

	}

	/**
	 * What becomes of a row.
	 */
	public enum Outcome {

		/** The secret is the user's. */
		IMPORTED("imported"),

		/** The secret was the user's before. */
		ALREADY_IMPORTED("was imported before"),

		/** The user has another secret, which stays. */
		ALREADY_ACTIVE("not imported: the user has set TOTP up with another secret"),

		/** The account is of nobody who is a user here. */
		UNKNOWN_USER("not imported: there is no such user"),

		/** Something is missing, stands there twice, or is in no known form. */
		UNREADABLE("not imported: the row can't be read"),

		/** There is no secret. */
		NO_SECRET("not imported: there is no secret"),

		/** The secret is not in the form that it is said to be in. */
		BAD_SECRET("not imported: the secret is no whole base32 text"),

		/**
		 * The secret has fewer than 128 bits
		 * (<a href="https://www.rfc-editor.org/rfc/rfc4226#section-4">RFC 4226, section
		 * 4</a>, R6).
		 */
		TOO_SHORT("not imported: the secret has fewer than 128 bits"),

		/** The secret has more than 512 bits, which the table would not hold. */
		TOO_LONG("not imported: the secret has more than 512 bits"),

		/** The codes are not made of the time: HOTP, or something of a vendor's own. */
		NOT_TOTP("not imported: it is for another kind of codes than TOTP"),

		/** The codes are made with another hash than SHA-1. */
		OTHER_ALGORITHM("not imported: it is for another algorithm than HMAC-SHA1"),

		/** The codes have another length than six. */
		OTHER_DIGITS("not imported: it is for codes of another length than six digits"),

		/** The time steps have another length than 30 seconds. */
		OTHER_PERIOD("not imported: it is for another period than 30 seconds"),

		/** The users or the secrets can't be asked; the log tells why. */
		FAILED("not imported: it could not be kept; try again");

		private final String text;

		Outcome(String text) {
			this.text = text;
		}

	}

}
