package io.github.jwt2fa.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.crypto.KeyDerivation;
import io.github.jwt2fa.device.TrustedDeviceSettings;
import io.github.jwt2fa.jdbc.TableSettings;
import io.github.jwt2fa.jws.KeyReader;
import io.github.jwt2fa.login.CodeTokenSettings;
import io.github.jwt2fa.login.LoginSettings;
import io.github.jwt2fa.login.PasswordlessSettings;
import io.github.jwt2fa.login.RecentLoginSettings;
import io.github.jwt2fa.mail.MailSettings;
import io.github.jwt2fa.mail.SenderSettings;
import io.github.jwt2fa.metrics.MetricsSettings;
import io.github.jwt2fa.method.EnrollmentSettings;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.passkey.PasskeySettings;
import io.github.jwt2fa.method.recovery.RecoveryCodeSettings;
import io.github.jwt2fa.method.sent.CodeSettings;
import io.github.jwt2fa.method.totp.TotpSettings;
import io.github.jwt2fa.notice.NoticeSettings;
import io.github.jwt2fa.policy.PolicySettings;
import io.github.jwt2fa.profile.ProfileSettings;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.response.ResponseSettings;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.state.StateSettings;
import io.github.jwt2fa.token.AuthTokenCheckSettings;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.key.AuthTokenKeySettings;
import io.github.jwt2fa.web.WebSettings;
import io.github.jwt2fa.web.cookie.CookieSettings;

import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * The settings as the rooms want them, each checked: all of them before any is used.
 *
 * @param login the limits of a login
 * @param recentLogin what a recent login is
 * @param methods which second factors are asked for
 * @param enrollment how users set up their first factor
 * @param codeToken how code tokens are made
 * @param passwordless how logins without a password begin
 * @param code how codes are made
 * @param sender whom mails are from
 * @param mail what the mails with codes look like
 * @param notices what notices tell besides what happened
 * @param totp how TOTP is checked
 * @param totpEncryptionKeys keys of the secrets that are kept, the first one to encrypt
 * @param recoveryCodes how recovery codes are made
 * @param passkeys how passkeys are set up and checked
 * @param policy what is required of whom
 * @param trustedDevices how devices are trusted
 * @param authToken how auth tokens are made
 * @param authTokenCheck what is asked about auth tokens
 * @param authTokenKeys what signs and verifies auth tokens, as far as the properties say
 * @param session how long logins last
 * @param web where the endpoints are
 * @param cookies what the cookies of browsers are called
 * @param response what refusals look like
 * @param state how the store of the state is used
 * @param tables our tables in the application's database
 * @param metrics what is measured besides what costs nothing
 * @param profile what all of them are held against
 */
record Jwt2faSettings(LoginSettings login, RecentLoginSettings recentLogin, TwoFactorMethodSettings methods,
		EnrollmentSettings enrollment, CodeTokenSettings codeToken, PasswordlessSettings passwordless,
		CodeSettings code, SenderSettings sender, MailSettings mail, NoticeSettings notices, TotpSettings totp,
		List<SecretKey> totpEncryptionKeys, RecoveryCodeSettings recoveryCodes, PasskeySettings passkeys,
		PolicySettings policy, TrustedDeviceSettings trustedDevices, AuthTokenSettings authToken,
		AuthTokenCheckSettings authTokenCheck, AuthTokenKeySettings authTokenKeys, LoginSessionSettings session,
		WebSettings web, CookieSettings cookies, ResponseSettings response, StateSettings state, TableSettings tables,
		MetricsSettings metrics, ProfileSettings profile) {

	private static final int MIN_KEY_BYTES = 32;

	private static final double MIN_CODE_BITS = 20;

	/** Each one takes its place in the record of each user. */
	private static final int MAX_RATES = 10;

	/**
	 * Checks the properties and turns them into settings.
	 * @param environment names that the application has for other purposes
	 * @param keysElsewhere whether the key that signs auth tokens comes from elsewhere
	 * @throws io.github.jwt2fa.wiring.Jwt2faConfigurationException if one is wrong
	 */
	static Jwt2faSettings of(Jwt2faProperties properties, Environment environment, ResourceLoader resources,
			boolean keysElsewhere) {
		String secret = properties.secretKey();
		if (secret == null || secret.isBlank()) {
			throw Property.SECRET_KEY.broken("is not set");
		}
		KeyDerivation derivation = new KeyDerivation(secret);
		byte[] secretKey = key(Property.SECRET_KEY, secret);
		byte[] codeTokenKey = (properties.codeTokenSecretKey() != null)
				? key(Property.CODE_TOKEN_SECRET_KEY, properties.codeTokenSecretKey())
				: utf8(derivation.deriveText("2fa-code"));
		KeyReader keys = new KeyReader(resources);
		List<byte[]> totpKeys = totpEncryptionKeys(properties, derivation);
		AuthTokenKeySettings tokenKeys = new TokenKeys(keys, properties.token().algorithm()).read(properties.token(),
				secretKey, derivation, keysElsewhere);
		KeySeparation.require(properties, codeTokenKey, totpKeys, keys);
		TotpSettings totp = totp(properties, environment.getProperty("spring.application.name", ""));
		return new Jwt2faSettings(login(properties),
				new RecentLoginSettings(Property.SENSITIVE_CHANGE_MAX_AGE.require(properties.sensitiveChangeMaxAge())),
				methods(properties),
				new EnrollmentSettings(enrollmentLifetime(properties),
						Property.TOKEN_LEEWAY.require(properties.token().leeway())),
				codeToken(properties, codeTokenKey, derivation), passwordless(properties, derivation),
				code(properties, codeTokenKey, derivation),
				new SenderSettings(properties.emailSenderFromAddress(),
						environment.getProperty("spring.mail.username", ""), Property.EMAIL_SENDER_FROM_ADDRESS.help()),
				mail(properties),
				new NoticeSettings(properties.notifyFactorChanges(),
						Property.NOTICE_CONTACT.requireIfSet(properties.noticeContact())),
				totp, totpKeys.stream().map((key) -> typed(key, "AES")).toList(),
				new RecoveryCodeSettings(Property.RECOVERY_CODE_COUNT.require(properties.recoveryCodeCount())),
				PasskeyRules.settings(properties, totp.issuer(), derivation), PolicyRules.settings(properties),
				trustedDevices(properties, derivation), TokenSettings.authToken(properties),
				TokenSettings.check(properties.token(), new HmacSha256(derivation.derive("2fa-password"))), tokenKeys,
				TokenSettings.session(properties.token()),
				new WebSettings(WebRules.paths(properties), WebRules.tokenMembers(properties),
						properties.authResultEnrollmentTokenKey()),
				WebRules.cookies(properties), new ResponseSettings(properties.errorFormat()),
				new StateSettings(properties.state().store(),
						Property.STATE_KEY_PREFIX.require(properties.state().keyPrefix()),
						Property.STATE_TIMEOUT.require(properties.state().timeout()),
						new HmacSha256(derivation.derive("2fa-state"))),
				new TableSettings(properties.jdbc().initializeSchema(),
						Property.JDBC_SCHEMA.requireIfSet(properties.jdbc().schema()), properties.checkTables()),
				new MetricsSettings(
						Property.METRICS_SESSION_COUNT_INTERVAL.require(properties.metrics().sessionCountInterval())),
				profile(properties));
	}

	private static LoginSettings login(Jwt2faProperties properties) {
		return new LoginSettings(properties.codeTokenThrottleRate(),
				Property.MAX_ACTIVE_CODE_TOKENS_PER_USER.require(properties.maxActiveCodeTokensPerUser()).value(),
				properties.maxCodesSentPerUser(),
				Property.AUTH_TOKEN_RETRY_WAIT_TIME.require(properties.authTokenRetryWaitTime()),
				Property.MAX_AUTH_ATTEMPTS_PER_CODE_TOKEN.require(properties.maxAuthAttemptsPerCodeToken()).value(),
				secondFactorFailures(properties.maxSecondFactorFailuresPerUser()));
	}

	private static TwoFactorMethodSettings methods(Jwt2faProperties properties) {
		Set<TwoFactorMethod> trusted = PasskeyRules.trusted(properties);
		Property.TRUSTED_2FA_METHODS.require(!trusted.isEmpty(), "names no method");
		return new TwoFactorMethodSettings(properties.fallback2faMethod(), trusted);
	}

	private static List<Rate> secondFactorFailures(List<Rate> rates) {
		Property property = Property.MAX_SECOND_FACTOR_FAILURES_PER_USER;
		property.require(!rates.isEmpty(), "names no rate");
		property.require(rates.size() <= MAX_RATES, "names " + rates.size() + " rates");
		boolean none = rates.stream().anyMatch(Rate::isUnlimited);
		property.require(!none || rates.size() == 1, "names rates, and none beside them");
		return none ? List.of() : rates;
	}

	private static CodeTokenSettings codeToken(Jwt2faProperties properties, byte[] key, KeyDerivation derivation) {
		return new CodeTokenSettings(typed(key, "HmacSHA256"), typed(derivation.derive("2fa-step-up"), "HmacSHA256"),
				Property.CODE_EXPIRATION_TIME.require(properties.codeExpirationTime()),
				Property.CODE_TOKEN_JTI_BYTES.require(properties.codeTokenJtiBytes()));
	}

	private static PasswordlessSettings passwordless(Jwt2faProperties properties, KeyDerivation derivation) {
		return new PasswordlessSettings(typed(derivation.derive("2fa-passkey-login"), "HmacSHA256"),
				Property.CODE_EXPIRATION_TIME.require(properties.codeExpirationTime()),
				Property.CODE_TOKEN_JTI_BYTES.require(properties.codeTokenJtiBytes()));
	}

	private static Duration enrollmentLifetime(Jwt2faProperties properties) {
		return Property.ENROLLMENT_TOKEN_EXPIRATION_TIME.require(properties.enrollmentTokenExpirationTime());
	}

	private static CodeSettings code(Jwt2faProperties properties, byte[] codeTokenKey, KeyDerivation derivation) {
		String extension = (properties.codeExtensionSecret() != null) ? properties.codeExtensionSecret()
				: derivation.deriveText("2fa-ext");
		Property.CODE_EXTENSION_SECRET.require(!extension.isEmpty(), "is empty");
		Property.CODE_EXTENSION_SECRET.requireResolved(extension);
		return new CodeSettings(Property.CODE_LENGTH.require(properties.codeLength()), codeCharacters(properties),
				typed(codeTokenKey, "HmacSHA256"), extension);
	}

	private static String codeCharacters(Jwt2faProperties properties) {
		Property property = Property.CODE_CHARACTERS;
		int[] different = properties.codeCharacters().codePoints().distinct().toArray();
		property.require(different.length >= 2, "holds fewer than two different characters");
		for (int c : different) {
			boolean typed = !Proof.isLeftOut(c) && !Character.isISOControl(c)
					&& Character.getType(c) != Character.SURROGATE;
			property.require(typed, "holds a blank, a dash or a character that nobody can type");
		}
		double bits = properties.codeLength() * Math.log(different.length) / Math.log(2);
		property.require(bits >= MIN_CODE_BITS, "makes codes of %d bits with %s = %d".formatted((int) bits,
				Property.CODE_LENGTH, properties.codeLength()));
		return new String(different, 0, different.length);
	}

	private static MailSettings mail(Jwt2faProperties properties) {
		String subject = properties.emailSenderSubjectOverride();
		Property.EMAIL_SENDER_SUBJECT_OVERRIDE.require(subject == null || Rule.isOneLine(subject), "is not one line");
		String body = properties.emailSenderBodyOverride();
		Property.EMAIL_SENDER_BODY_OVERRIDE.require(body == null || body.contains("{code}"), "does not hold {code}");
		return new MailSettings(subject, body, properties.codeExpirationTime());
	}

	private static TrustedDeviceSettings trustedDevices(Jwt2faProperties properties, KeyDerivation derivation) {
		return new TrustedDeviceSettings(Property.TRUSTED_DEVICES_MAX_AGE.require(properties.trustedDevices().maxAge()),
				new HmacSha256(derivation.derive("2fa-trusted-device")));
	}

	private static TotpSettings totp(Jwt2faProperties properties, String applicationName) {
		String issuer = Property.TOTP_ISSUER_NAME.requireIfSet(properties.totpIssuerName());
		if (issuer == null) {
			// the name of an application is for other purposes, too: it may hold what it
			// likes
			issuer = applicationName.replace(":", "").strip();
		}
		return new TotpSettings(issuer.isEmpty() ? "jwt2fa" : issuer,
				Property.TOTP_VALID_WINDOW.require(properties.totpValidWindow()), enrollmentLifetime(properties),
				properties.maxAuthAttemptsPerCodeToken().value());
	}

	private static List<byte[]> totpEncryptionKeys(Jwt2faProperties properties, KeyDerivation derivation) {
		if (properties.totpEncryptionKey().isEmpty()) {
			return List.of(derivation.derive("2fa-totp-enc"));
		}
		return properties.totpEncryptionKey().stream().map(Jwt2faSettings::encryptionKey).toList();
	}

	private static byte[] encryptionKey(String text) {
		Property property = Property.TOTP_ENCRYPTION_KEY;
		try {
			byte[] key = Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
			property.require(key.length == MIN_KEY_BYTES, "holds a key of " + key.length + " bytes, and 32 are needed");
			KeySeparation.requireVaried(property, key);
			return key;
		}
		catch (IllegalArgumentException ex) {
			throw property.broken("holds a key that is no base64");
		}
	}

	private static byte[] key(Property property, String secret) {
		property.requireResolved(secret);
		byte[] key = utf8(secret);
		property.require(key.length >= MIN_KEY_BYTES,
				"is %d bytes long, and %d is the least".formatted(key.length, MIN_KEY_BYTES));
		KeySeparation.requireVaried(property, key);
		return key;
	}

	private static ProfileSettings profile(Jwt2faProperties properties) {
		Set<String> exceptions = new LinkedHashSet<>();
		properties.profileExceptions().forEach((name) -> {
			Property exception = Property.named(name.replaceFirst("^jwt2fa\\.", ""));
			if (exception == null) {
				throw Property.PROFILE_EXCEPTIONS.broken("names \"" + name + "\", which is no property");
			}
			exceptions.add(exception.toString());
		});
		return new ProfileSettings(properties.profile(), exceptions);
	}

	private static SecretKey typed(byte[] key, String algorithm) {
		return new SecretKeySpec(key, algorithm);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
