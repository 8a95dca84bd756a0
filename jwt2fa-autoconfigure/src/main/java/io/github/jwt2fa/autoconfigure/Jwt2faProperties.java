package io.github.jwt2fa.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.profile.Profile;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.response.ErrorFormat;
import io.github.jwt2fa.state.StateSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * The settings as the application writes them.
 *
 * @param secretKey Secret that all other keys are derived from: 32 bytes or more, the
 * same on every instance and after every restart.
 * @param profile Standard that the settings have to meet: asvs-l2 (OWASP ASVS 5.0, level
 * 2) or nist-aal2 (NIST SP 800-63B-4, AAL2). The start fails where one departs from it.
 * @param profileExceptions Properties that may depart from the profile, by their names.
 * @param codeLength How many characters a code has, 4 to 32.
 * @param codeCharacters Characters that a code is made of: at least two different ones,
 * no blank and no dash; a code has to have 20 bits or more.
 * @param codeTokenSecretKey Key that signs code tokens, 32 bytes or more. Derived from
 * the secret key unless set.
 * @param codeExtensionSecret Secret that keeps codes from being guessed off their hashes.
 * Derived from the secret key unless set.
 * @param codeExpirationTime How long a code token and its code are good for, 1s to 10m. A
 * plain number is seconds.
 * @param codeTokenJtiBytes Random bytes in the id of a code token, 8 to 64.
 * @param codeTokenThrottleRate How often a client address may ask for a code token: a
 * burst of N refilled evenly over the period, written N/[n]s, m, h or d, or none.
 * @param authTokenRetryWaitTime Time between two attempts with one code token; 0s for
 * none. A plain number is seconds.
 * @param maxAuthAttemptsPerCodeToken Wrong codes after which a code token is dead, or
 * none.
 * @param maxActiveCodeTokensPerUser Unexpired and unused code tokens that a user may have
 * at once, 1 to 300, or none.
 * @param maxCodesSentPerUser How often a user may be sent a code: a rate, or none.
 * @param maxSecondFactorFailuresPerUser How often the second factor of a user may fail,
 * over all code tokens: one or more rates that all hold, or none.
 * @param authResultAccessTokenKey Member of the login's answer that holds the access
 * token.
 * @param authResultRefreshTokenKey Member of the login's answer that holds the refresh
 * token.
 * @param authResultOtherTokenKey Member of the login's answer that holds a sliding token.
 * @param authResultEnrollmentTokenKey Member of the login's answer that holds an
 * enrollment token.
 * @param emailSenderFromAddress Address that codes are sent from. Unless set, the value
 * of spring.mail.username where that is an address.
 * @param emailSenderSubjectOverride Subject of the e-mails, one line, in place of a
 * translated one; {code} is replaced by the code.
 * @param emailSenderBodyOverride Text of the e-mails in place of a translated one; {code}
 * is replaced by the code.
 * @param fallback2faMethod Method of users who chose none: code-sender or no-2fa.
 * @param trusted2faMethods Methods that complete a login. For a right code of any other
 * only an enrollment token is issued. Unless set, code-sender, totp and, where there are
 * passkeys, passkey.
 * @param enrollmentTokenExpirationTime How long an enrollment token is good for, 1m or
 * more. A plain number is seconds.
 * @param totpIssuerName Name that authenticator apps show, without a colon. Unless set,
 * the value of spring.application.name.
 * @param totpValidWindow Time steps of 30 s to each side of now whose codes are accepted,
 * 0 to 10.
 * @param totpEncryptionKey Keys that TOTP secrets are encrypted with, base64 of 32 bytes
 * each: the first encrypts, all decrypt. Derived from the secret key unless set.
 * @param recoveryCodeCount How many recovery codes a user gets, up to 20; 0 for none.
 * @param passkey Passkeys.
 * @param policy Who has to log in by which methods.
 * @param trustedDevices Devices on which the password alone is asked for.
 * @param sensitiveChangeMaxAge How old a login may be for a change of the second factor;
 * 0s for any age. A plain number is seconds.
 * @param notifyFactorChanges Whether users are told by e-mail when their second factor
 * changes or someone seems to know their password.
 * @param noticeContact Whom users may ask about such an e-mail, in one line.
 * @param basePath Path that the endpoints are below.
 * @param errorFormat Body style of refusals: problem (RFC 9457) or drf (Django REST
 * framework).
 * @param paths Paths of single endpoints.
 * @param cookies Cookies of browsers.
 * @param token Auth tokens.
 * @param state Where attempts, live code tokens and rates are counted.
 * @param jdbc Tables in the database.
 * @param checkTables Whether the start fails where a table is missing; without, it warns,
 * for migrations that run later.
 * @param metrics What is measured besides what costs nothing.
 * @param audit Trail of the events.
 */
@ConfigurationProperties(prefix = "jwt2fa", ignoreUnknownFields = false)
record Jwt2faProperties(@Nullable String secretKey, @Nullable Profile profile,
		@DefaultValue List<String> profileExceptions, @DefaultValue("7") int codeLength,
		@DefaultValue("0123456789") String codeCharacters, @Nullable String codeTokenSecretKey,
		@Nullable String codeExtensionSecret,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5m") Duration codeExpirationTime,
		@DefaultValue("16") int codeTokenJtiBytes, @DefaultValue("12/3h") Rate codeTokenThrottleRate,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("2s") Duration authTokenRetryWaitTime,
		@DefaultValue("5") Count maxAuthAttemptsPerCodeToken, @DefaultValue("3") Count maxActiveCodeTokensPerUser,
		@DefaultValue("10/1h") Rate maxCodesSentPerUser, @DefaultValue( {
				"20/1h", "100/30d" }) List<Rate> maxSecondFactorFailuresPerUser,
		@DefaultValue("access") String authResultAccessTokenKey,
		@DefaultValue("refresh") String authResultRefreshTokenKey,
		@DefaultValue("token") String authResultOtherTokenKey,
		@DefaultValue("enrollment_token") String authResultEnrollmentTokenKey, @Nullable String emailSenderFromAddress,
		@Nullable String emailSenderSubjectOverride, @Nullable String emailSenderBodyOverride,
		@Name("fallback-2fa-method") @DefaultValue("code-sender") TwoFactorMethod fallback2faMethod,
		@Name("trusted-2fa-methods") @Nullable Set<TwoFactorMethod> trusted2faMethods,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("15m") Duration enrollmentTokenExpirationTime,
		@Nullable String totpIssuerName, @DefaultValue("1") int totpValidWindow,
		@DefaultValue List<String> totpEncryptionKey, @DefaultValue("10") int recoveryCodeCount,
		@DefaultValue Passkey passkey, @DefaultValue Policy policy, @DefaultValue TrustedDevices trustedDevices,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("15m") Duration sensitiveChangeMaxAge,
		@DefaultValue("true") boolean notifyFactorChanges, @Nullable String noticeContact,
		@DefaultValue("/auth") String basePath, @DefaultValue("problem") ErrorFormat errorFormat,
		@DefaultValue Paths paths, @DefaultValue Cookies cookies, @DefaultValue Token token, @DefaultValue State state,
		@DefaultValue Jdbc jdbc, @DefaultValue("true") boolean checkTables, @DefaultValue Metrics metrics,
		@DefaultValue Audit audit){

	/**
	 * Nothing of it: it holds secrets.
	 */
	@Override
	public String toString() {
		return "Jwt2faProperties";
	}

	/**
	 * Passkeys.
	 *
	 * @param rpId Domain that passkeys are for, such as example.com: it turns them on.
	 * @param allowedOrigins Pages and apps that may use passkeys. Unless set, the page
	 * https://RP-ID.
	 * @param login Whether a passkey can be the whole login, without a password.
	 */
	record Passkey(@Nullable String rpId, @DefaultValue List<String> allowedOrigins,
			@DefaultValue("false") boolean login) {

	}

	/**
	 * Who has to log in by which methods.
	 *
	 * @param required Methods of which a user with an authority, such as ROLE_ADMIN, has
	 * to log in by one. Who has several of the authorities has to meet all.
	 * @param from When that begins, such as 2027-03-01T00:00:00Z. At once unless set.
	 */
	record Policy(@DefaultValue Map<String, Set<TwoFactorMethod>> required, @Nullable Instant from) {

	}

	/**
	 * Devices on which the password alone is asked for.
	 *
	 * @param maxAge How long a device is trusted after a second factor was shown on it;
	 * 0s for not at all. A plain number is seconds.
	 */
	record TrustedDevices(@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("0s") Duration maxAge) {

	}

	/**
	 * Paths of single endpoints: absolute, or none for an endpoint that is off.
	 *
	 * @param getCode Path of the endpoint that takes name and password, or none. Below
	 * the base path unless set.
	 * @param auth Path of the endpoint that takes a code token and a code, or none. Below
	 * the base path unless set.
	 * @param refresh Path of the endpoint that takes a refresh token, or none. Below the
	 * base path unless set.
	 * @param verify Path of the endpoint that tells whether a token is valid, or none.
	 * Below the base path unless set.
	 * @param totpSetup Path of the endpoint that makes a new TOTP secret, or none. Below
	 * the base path unless set.
	 * @param totpConfirm Path of the endpoint that takes the first code of a TOTP secret,
	 * or none. Below the base path unless set.
	 * @param twoFactorMethod Path of the endpoint of the user's choice of a method, or
	 * none. Below the base path unless set.
	 * @param recoveryCodes Path of the endpoint that makes new recovery codes, or none.
	 * Below the base path unless set.
	 * @param passkeySetup Path of the endpoint that tells what is needed to set up a
	 * passkey, or none. Below the base path unless set.
	 * @param passkeyConfirm Path of the endpoint that takes the credential of a new
	 * passkey, or none. Below the base path unless set.
	 * @param passkeyOptions Path of the endpoint that tells what is needed to log in by a
	 * passkey alone, or none. Below the base path unless set.
	 * @param factors Path of the endpoint that lists what the user has set up, or none.
	 * Below the base path unless set.
	 * @param factorsRemove Path of the endpoint that removes what the user has set up, or
	 * none. Below the base path unless set.
	 * @param stepUp Path of the endpoint that asks for a factor once more within a
	 * session, or none. Below the base path unless set.
	 * @param sessions Path of the endpoint that lists where the user is logged in, or
	 * none. Below the base path unless set.
	 * @param sessionsEnd Path of the endpoint that ends one of the user's sessions, or
	 * none. Below the base path unless set.
	 * @param logout Path of the endpoint that ends a session, or none. Below the base
	 * path unless set.
	 * @param logoutAll Path of the endpoint that ends all sessions of a user, or none.
	 * Below the base path unless set.
	 */
	record Paths(@Nullable String getCode, @Nullable String auth, @Nullable String refresh, @Nullable String verify,
			@Nullable String totpSetup, @Nullable String totpConfirm, @Nullable String twoFactorMethod,
			@Nullable String recoveryCodes, @Nullable String passkeySetup, @Nullable String passkeyConfirm,
			@Nullable String passkeyOptions, @Nullable String factors, @Nullable String factorsRemove,
			@Nullable String stepUp, @Nullable String sessions, @Nullable String sessionsEnd, @Nullable String logout,
			@Nullable String logoutAll) {
	}

	/**
	 * Cookies of browsers.
	 *
	 * @param prefix What the names of the cookies begin with, after __Host-: it turns
	 * browser mode on.
	 */
	record Cookies(@Nullable String prefix) {

	}

	/**
	 * Auth tokens.
	 *
	 * @param accessTokenLifetime How long an access token is good for. A plain number is
	 * seconds.
	 * @param refreshTokenLifetime How long a refresh token is good for. A plain number is
	 * seconds.
	 * @param issuer Claim iss of the tokens; if set, a token without it is not valid.
	 * @param audience Claim aud of the tokens; if set, a token that names none of them is
	 * not valid.
	 * @param leeway How far the clocks of issuer and verifier may differ. A plain number
	 * is seconds.
	 * @param userIdClaim Claim that names the user.
	 * @param obtain What a login issues: pair (an access and a refresh token) or sliding
	 * (one token that is both).
	 * @param slidingTokenLifetime How long a sliding token is good for. A plain number is
	 * seconds.
	 * @param slidingTokenRefreshLifetime How long a sliding token can be refreshed. A
	 * plain number is seconds.
	 * @param rotateRefreshTokens Whether each refresh token is good for one refresh,
	 * which answers the next one.
	 * @param refreshReuseGrace How long the previous refresh token gets the same
	 * successor once more, for a client that did not get the answer. A plain number is
	 * seconds.
	 * @param refreshFamilyLifetime How long a session lasts, however often it is
	 * refreshed. A plain number is seconds.
	 * @param maxSessionsPerUser How many sessions of a user go on at once, or none: when
	 * one more begins, the oldest ends.
	 * @param checkRevocation Whether each request with an access token asks if its
	 * session was ended.
	 * @param checkRevokeToken Whether tokens die when their user's password changes.
	 * @param userLookup Whether users are asked for at each request (per-request), or the
	 * token's claims are the user (none).
	 * @param algorithm Algorithm of the signatures of access and sliding tokens.
	 * @param signingKey Key that signs: text for HS256, HS384 and HS512, otherwise a
	 * private key in PEM or as a JWK; or file: or classpath: and where it is. Unless set,
	 * the secret key.
	 * @param verifyingKeys Further keys that tokens may be signed with: public keys in
	 * PEM or as JWK, or secrets; or file: or classpath: and where they are.
	 * @param verificationCacheSize How many verified access tokens are remembered; 0 for
	 * none.
	 * @param jwksPath Path of the public keys, or none. With asymmetric algorithms only.
	 */
	record Token(@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5m") Duration accessTokenLifetime,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("1d") Duration refreshTokenLifetime,
			@Nullable String issuer, @DefaultValue List<String> audience,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("0s") Duration leeway,
			@DefaultValue("user_id") String userIdClaim, @DefaultValue("pair") Obtain obtain,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5m") Duration slidingTokenLifetime,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("1d") Duration slidingTokenRefreshLifetime,
			@DefaultValue("true") boolean rotateRefreshTokens,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("30s") Duration refreshReuseGrace,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("30d") Duration refreshFamilyLifetime,
			@DefaultValue("none") Count maxSessionsPerUser, @DefaultValue("false") boolean checkRevocation,
			@DefaultValue("false") boolean checkRevokeToken, @DefaultValue("per-request") UserLookup userLookup,
			@DefaultValue("HS256") JwsAlgorithm algorithm, @Nullable String signingKey,
			@DefaultValue List<String> verifyingKeys, @DefaultValue("10000") int verificationCacheSize,
			@DefaultValue("/.well-known/jwks.json") String jwksPath) {

		/**
		 * Nothing of it: it holds secrets.
		 */
		@Override
		public String toString() {
			return "Token";
		}

	}

	/**
	 * Where attempts, live code tokens and rates are counted.
	 *
	 * @param store Where the state is kept: memory (of this instance alone), redis or
	 * jdbc. A StateStore bean wins.
	 * @param keyPrefix What the keys in Redis and in the table begin with.
	 * @param timeout How long the store is waited for. A plain number is seconds.
	 */
	record State(@DefaultValue("memory") StateSettings.Store store, @DefaultValue("jwt2fa:") String keyPrefix,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("2s") Duration timeout) {

	}

	/**
	 * Tables in the database.
	 *
	 * @param initializeSchema Whether the tables that are needed are made at the start:
	 * embedded (in an embedded database), always or never.
	 * @param schema Schema of the tables, which has to exist. Unless set, that of the
	 * connections, and for the entity that of Hibernate.
	 */
	record Jdbc(@DefaultValue("embedded") DatabaseInitializationMode initializeSchema, @Nullable String schema) {

	}

	/**
	 * What is measured besides what costs nothing.
	 *
	 * @param sessionCountInterval How often the sessions that go on are counted, which
	 * may read their whole table; 0s for not at all. A plain number is seconds.
	 */
	record Metrics(@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("0s") Duration sessionCountInterval) {

	}

	/**
	 * Trail of the events.
	 *
	 * @param log Whether each event is a line in the log.
	 */
	record Audit(@DefaultValue("false") boolean log) {

	}

	/**
	 * What a login issues.
	 */
	enum Obtain {

		/** An access and a refresh token. */
		PAIR,

		/** One token that is both. */
		SLIDING

	}

	/**
	 * When users are asked for.
	 */
	enum UserLookup {

		/** At each request. */
		PER_REQUEST,

		/** Never, at protected resources: the token's claims are the user. */
		NONE

	}

}
