package io.github.jwt2fa.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestKeys;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.core.userdetails.UserDetailsService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A wrong property stops the start, which names it and says what to type, but never tells
 * a secret.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongPropertyTests {

	private static final String KEY = "a secret key for the tests, and for them alone";

	private final CapturedOutput output;

	WrongPropertyTests(CapturedOutput output) {
		this.output = output;
	}

	static FailedStart startWith(String... properties) {
		return FailedStart.of(AutoConfigured.withoutWeb(properties).withUserConfiguration(LoginWithoutWeb.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret-key=short", "secret-key=", "secret-key=  ",
			"secret-key=31 bytes are one byte too few..", "profile=asvs-l3", "profile=none", "profile-exceptions=foo",
			"profile-exceptions=jwt2fa.state.store,,jwt2fa.profile", "code-length=3", "code-length=33",
			"code-length=-7", "code-length=abc", "code-length=7.5", "code-characters=7", "code-characters=777",
			"code-characters=0123 456789", "code-characters=0-9", "code-characters=0123456789\u2212",
			"code-characters=0123456789\u200b", "code-characters=01", "code-token-secret-key=short",
			"code-token-secret-key=", "code-extension-secret=",
			"code-token-secret-key=abcdefghiabcdefghiabcdefghiabcdefghi", "code-token-secret-key=" + KEY,
			"code-extension-secret=" + KEY, "secret-key=111111111111111111111111111111111111",
			"totp-encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "code-expiration-time=0s",
			"code-expiration-time=601s", "code-expiration-time=-5m", "code-expiration-time=soon",
			"code-token-jti-bytes=7", "code-token-jti-bytes=65", "code-token-jti-bytes=many",
			"code-token-throttle-rate=12/x", "code-token-throttle-rate=0/h", "code-token-throttle-rate=-1/h",
			"code-token-throttle-rate=12/0h", "code-token-throttle-rate=12", "code-token-throttle-rate=12/400d",
			"auth-token-retry-wait-time=-1s", "auth-token-retry-wait-time=25h", "auth-token-retry-wait-time=soon",
			"max-auth-attempts-per-code-token=0", "max-auth-attempts-per-code-token=-1",
			"max-auth-attempts-per-code-token=many", "max-active-code-tokens-per-user=0",
			"max-active-code-tokens-per-user=3/h", "max-active-code-tokens-per-user=301",
			"max-active-code-tokens-per-user=99999999999", "max-codes-sent-per-user=10",
			"max-codes-sent-per-user=often", "max-second-factor-failures-per-user=20",
			"max-second-factor-failures-per-user=20/1w", "max-second-factor-failures-per-user=",
			"max-second-factor-failures-per-user=20/1h,100", "max-second-factor-failures-per-user=20/1h,none",
			"max-second-factor-failures-per-user=1/s,1/s,1/s,1/s,1/s,1/s,1/s,1/s,1/s,1/s,1/s",
			"auth-result-access-token-key= ", "auth-result-refresh-token-key= ", "auth-result-refresh-token-key=access",
			"auth-result-enrollment-token-key= ", "auth-result-enrollment-token-key=refresh",
			"auth-result-other-token-key= ", "auth-result-other-token-key=access", "email-sender-from-address=nobody",
			"email-sender-from-address=a@example.com, b@example.com",
			"email-sender-from-address=friends: a@example.com, b@example.com;",
			"email-sender-from-address=a@example.com\r\nBcc: b@example.com", "email-sender-from-address=a@straße.de",
			"email-sender-from-address=jürgen@example.com", "email-sender-subject-override= ",
			"email-sender-subject-override=two\nlines", "email-sender-subject-override=two\rlines",
			"email-sender-subject-override=two\u2028lines", "email-sender-body-override=There is no code in here",
			"fallback-2fa-method=totp", "fallback-2fa-method=foo", "fallback-2fa-method= ", "trusted-2fa-methods=foo",
			"trusted-2fa-methods=totp,foo", "trusted-2fa-methods=", "enrollment-token-expiration-time=59s",
			"enrollment-token-expiration-time=soon", "base-path=auth", "base-path=/auth/", "base-path=/a b",
			"base-path=/auth/**", "base-path=", "base-path=none", "error-format=xml", "paths.get-code=login",
			"paths.get-code=/login/", "paths.get-code=", "paths.auth=/auth/get-code", "paths.auth=/{path}",
			"paths.refresh=refresh", "paths.refresh=/auth/auth", "paths.verify=//", "paths.verify=/auth/refresh",
			"paths.totp-setup=totp", "paths.totp-confirm=/auth/totp/setup", "paths.totp-confirm=/a/",
			"paths.two-factor-method=/auth/verify", "paths.recovery-codes=codes", "paths.passkey-setup=passkey",
			"paths.passkey-confirm=/auth/passkey/setup", "paths.passkey-options=/a b", "paths.factors=/auth/refresh",
			"paths.factors-remove=", "paths.step-up=/{path}", "paths.sessions=/auth/refresh",
			"paths.sessions-end=sessions", "paths.logout=logout", "paths.logout=/auth/refresh", "paths.logout=/logout/",
			"paths.logout-all=", "paths.logout-all=/auth/logout", "totp-issuer-name=My:shop", "totp-issuer-name= ",
			"totp-valid-window=-1", "totp-valid-window=11", "totp-valid-window=wide", "totp-encryption-key=short",
			"totp-encryption-key=AAECAwQFBgcICQoLDA0ODw==",
			"totp-encryption-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,!", "recovery-code-count=-1",
			"recovery-code-count=21", "passkey.rp-id=", "passkey.rp-id= ", "passkey.rp-id=https://example.com",
			"passkey.rp-id=example.com:8080", "passkey.rp-id=EXAMPLE.com", "passkey.rp-id=127.0.0.1",
			"passkey.rp-id=exa_mple.com", "passkey.rp-id=example..com", "passkey.rp-id=.example.com",
			"passkey.allowed-origins=example.com", "passkey.login=perhaps", "passkey.login=true",
			"policy.required.ROLE_ADMIN=foo", "policy.required.ROLE_ADMIN=", "policy.required.ROLE_ADMIN=no-2fa",
			"policy.required.ROLE_ADMIN=totp,foo", "policy.required=totp", "policy.from=2027-03-01T00:00:00Z",
			"policy.from=soon", "policy.from=2027-03-01", "trusted-devices.max-age=-1s",
			"trusted-devices.max-age=a month", "trusted-devices.max-age=3651d", "sensitive-change-max-age=-1s",
			"sensitive-change-max-age=soon", "notify-factor-changes=perhaps", "notice-contact= ",
			"notice-contact=two\nlines", "cookies.prefix=my shop", "cookies.prefix=shop;", "cookies.prefix=__Host-shop",
			"token.access-token-lifetime=0s", "token.access-token-lifetime=5 minutes",
			"token.refresh-token-lifetime=-1d", "token.refresh-token-lifetime=10000d", "token.issuer= ",
			"token.audience=a,,b", "token.leeway=-1s", "token.leeway=11m", "token.user-id-claim= ",
			"token.user-id-claim=exp", "token.user-id-claim=sid", "token.user-id-claim=hash_password",
			"token.obtain=both", "token.sliding-token-lifetime=0s", "token.sliding-token-lifetime=long",
			"token.sliding-token-refresh-lifetime=-1d", "token.sliding-token-refresh-lifetime=3651d",
			"token.rotate-refresh-tokens=sometimes", "token.refresh-reuse-grace=-1s", "token.refresh-reuse-grace=6m",
			"token.refresh-family-lifetime=59s", "token.refresh-family-lifetime=for ever",
			"token.max-sessions-per-user=0", "token.max-sessions-per-user=all", "token.check-revocation=often",
			"token.check-revoke-token=2", "token.user-lookup=always", "token.algorithm=none", "token.algorithm=HS1",
			"token.algorithm=ES512", "token.signing-key=", "token.signing-key= ", "token.signing-key=short",
			"token.signing-key=file:", "token.verifying-keys=,", "token.verifying-keys=short",
			"token.verifying-keys=file:/no/such/file", "token.verifying-keys[0]=", "token.verification-cache-size=-1",
			"token.verification-cache-size=1000001", "token.verification-cache-size=many", "token.jwks-path=jwks",
			"token.jwks-path=/jwks/", "token.jwks-path=", "state.store=file", "state.key-prefix=",
			"state.key-prefix=my app:", "state.timeout=0s", "state.timeout=31s", "jdbc.initialize-schema=maybe",
			"jdbc.schema=", "jdbc.schema=a b", "jdbc.schema=a;drop table b", "jdbc.schema=\"", "check-tables=perhaps",
			"metrics.session-count-interval=-1s", "metrics.session-count-interval=often", "audit.log=perhaps" })
	void startWhenAPropertyIsWrongThenNamesItAndTheMend(String property) {
		String name = "jwt2fa." + property.substring(0, property.indexOf('=')).replace("[0]", "");
		FailedStart start = startWith("jwt2fa." + property);
		assertThat(start.description()).containsPattern(Pattern.quote(name) + "[ ,]");
		assertThat(start.action()).contains("Set " + name + " to ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			code-length=3 | from 4 to 32
			code-length=abc | from 4 to 32
			code-expiration-time=1h | from 1s to 10m
			auth-token-retry-wait-time=2d | to 1d
			code-token-throttle-rate=12/x | such as 12/3h, or none
			trusted-2fa-methods=foo | one or more of code-sender, totp, passkey, no-2fa and the methods of
			base-path=auth | such as /auth
			paths.get-code=login | such as /login/get-code
			error-format=xml | problem or drf
			token.algorithm=RS1 | HS256, HS384, HS512, RS256, RS384, RS512, PS256, ES256 or ES384
			token.obtain=both | pair or sliding
			token.user-lookup=always | per-request or none
			token.signing-key=short | HS256: 32 bytes or more, HS384: 48, HS512: 64
			token.verifying-keys=short | file: or classpath:
			token.jwks-path=jwks | such as /.well-known/jwks.json
			""")
	void startWhenAPropertyIsWrongThenSaysWhatIsAllowed(String property, String allowed) {
		assertThat(startWith("jwt2fa." + property).action()).contains(allowed);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			example.com | no origin of a page or an app
			https://example.com/ | no origin of a page or an app
			https://example.com/login | no origin of a page or an app
			https://user@example.com | no origin of a page or an app
			https://EXAMPLE.com | no origin of a page or an app
			https://*.example.com | no origin of a page or an app
			https://example.com:0 | no origin of a page or an app
			ios:bundle-id:com.example | no origin of a page or an app
			android:apk-key-hash:short | no origin of a page or an app
			http://example.com | http://localhost alone
			http://localhost:80 | leave that port out
			https://example.com:443 | leave that port out
			https://example.org | not within jwt2fa.passkey.rp-id=example.com
			https://myexample.com | not within jwt2fa.passkey.rp-id=example.com
			https://example.com.evil.org | not within jwt2fa.passkey.rp-id=example.com
			http://localhost:8080 | not within jwt2fa.passkey.rp-id=example.com
			""")
	void startWhenAnOriginIsWrongThenNamesItAndTheMend(String origin, String fault) {
		FailedStart start = startWith("jwt2fa.passkey.rp-id=example.com",
				"jwt2fa.passkey.allowed-origins=https://login.example.com," + origin);
		assertThat(start.description()).contains("jwt2fa.passkey.allowed-origins", "\"" + origin + "\"", fault);
		assertThat(start.action()).contains("Set jwt2fa.passkey.allowed-origins to ", "https://login.example.com",
				"android:apk-key-hash:");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			passkey | names the method "passkey", which is not among jwt2fa.trusted-2fa-methods
			totp,sms | names the method "sms", which is not among jwt2fa.trusted-2fa-methods
			totp,no-2fa | names no-2fa, which is no second factor
			recovery-code | names the method "recovery-code", which is not among jwt2fa.trusted-2fa-methods
			""")
	void startWhenAPolicyAsksForWhatCompletesNoLoginThenSaysWhatDoes(String methods, String fault) {
		FailedStart start = startWith("jwt2fa.policy.required.ROLE_USER=totp",
				"jwt2fa.policy.required.ROLE_ADMIN=" + methods);
		assertThat(start.description()).contains("The property jwt2fa.policy.required.ROLE_ADMIN " + fault);
		assertThat(start.action())
			.contains("Set jwt2fa.policy.required.ROLE_ADMIN to one or more of code-sender, totp");
	}

	@Test
	void startWhenAPolicyIsOfAnEnvironmentVariableThenSaysThatItIsNone() {
		FailedStart start = startWith("jwt2fa.policy.required.role.admin=totp");
		assertThat(start.description())
			.contains("jwt2fa.policy.required.role.admin names the authority as an " + "environment variable does");
		assertThat(start.action()).contains("Set jwt2fa.policy.required.ROLE_ADMIN");
	}

	@Test
	void startWhenAPolicyHasADateAloneThenNamesWhatIsMissing() {
		FailedStart start = startWith("jwt2fa.policy.from=2027-03-01T00:00:00Z");
		assertThat(start.description()).contains("jwt2fa.policy.from is set, and jwt2fa.policy.required is not");
	}

	@Test
	void startWhenPasskeysAreTheLoginOfNoDomainThenFails() {
		FailedStart start = startWith("jwt2fa.passkey.login=true");
		assertThat(start.description()).contains("jwt2fa.passkey.login is true, and jwt2fa.passkey.rp-id is not set");
	}

	@Test
	void startWhenCookiesAreToHoldSlidingTokensThenFails() {
		FailedStart start = startWith("jwt2fa.cookies.prefix=shop", "jwt2fa.token.obtain=sliding");
		assertThat(start.description())
			.contains("jwt2fa.cookies.prefix is \"shop\", and jwt2fa.token.obtain is sliding");
		assertThat(start.action()).contains("Set jwt2fa.cookies.prefix to ", "it needs jwt2fa.token.obtain=pair");
	}

	@Test
	void startWhenPasskeysAreTrustedWithoutADomainThenFails() {
		assertThat(startWith("jwt2fa.trusted-2fa-methods=totp,passkey").description()).contains("\"passkey\"");
		assertThat(startWith("jwt2fa.fallback-2fa-method=passkey", "jwt2fa.passkey.rp-id=example.com").description())
			.contains("jwt2fa.fallback-2fa-method", "\"passkey\"");
	}

	@Test
	void startWhenTwoPropertiesAreTheSameThenNamesBoth() {
		assertThat(startWith("jwt2fa.paths.get-code=/auth/auth").description()).contains("jwt2fa.paths.get-code",
				"jwt2fa.paths.auth");
		assertThat(startWith("jwt2fa.token.algorithm=ES256", "jwt2fa.token.jwks-path=/auth/logout",
				"jwt2fa.token.signing-key=" + TestKeys.sec1(TestKeys.ec(256)))
			.description()).contains("jwt2fa.token.jwks-path", "jwt2fa.paths.logout");
		assertThat(startWith("jwt2fa.auth-result-access-token-key=refresh").description())
			.contains("jwt2fa.auth-result-access-token-key", "jwt2fa.auth-result-refresh-token-key");
	}

	@Test
	void startWhenAValueCanNotBeReadThenSaysWhereItIs() {
		assertThat(startWith("jwt2fa.code-length=abc").description()).contains("\"abc\"", "commandLineArgs");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					code-lenght=7 | jwt2fa.code-lenght | jwt2fa.code-length
					token.acces-token-lifetime=1m | jwt2fa.token.acces-token-lifetime | jwt2fa.token.access-token-lifetime
					state.redis.timeout=1s | jwt2fa.state.redis.timeout | jwt2fa.state.timeout
					token.leewy[0]=1s | jwt2fa.token.leewy[0] | jwt2fa.token.leeway
					state.jdbc.initialize-schema=always | jwt2fa.state.jdbc.initialize-schema | jwt2fa.jdbc.initialize-schema now
					codeLenght=7 | jwt2fa.codelenght | jwt2fa.code-length
					""")
	void startWhenThereIsNoSuchPropertyThenNamesItAndThoseThereAre(String property, String name, String meant) {
		FailedStart start = startWith("jwt2fa." + property);
		assertThat(start.description()).contains("no property " + name + ",").contains("commandLineArgs");
		assertThat(start.action()).containsPattern(Pattern.quote(meant) + "[,.](\\s|$)");
	}

	@Test
	void startWhenThereIsNoSuchSecretThenIsNotPrinted() {
		startWith("jwt2fa.secret=hush-hush", "logging.level.root=debug");
		assertThat(this.output.getAll()).contains("There is no property jwt2fa.secret,").doesNotContain("hush-hush");
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret-key=hush-hush", "code-token-secret-key=hush-hush",
			"secret-key=hush-hush-${something.that.is.not.set.anywhere}",
			"code-token-secret-key=hush-hush-${something.that.is.not.set.anywhere}",
			"code-extension-secret=hush-hush-${missing}", "totp-encryption-key=hush-hush",
			"totp-encryption-key=hush-hush-${missing}", "token.signing-key=hush-hush",
			"token.signing-key=hush-hush-${missing}", "token.verifying-keys=hush-hush",
			"token.verifying-keys[0]=hush-hush-${missing}", "secret-key=hush-hush-${jwt2fa.secret-key}",
			"code-token-secret-key=hush-hush-${jwt2fa.code-token-secret-key}",
			"code-extension-secret=hush-hush-${jwt2fa.code-extension-secret}" })
	void startWhenASecretIsWrongThenIsNotPrinted(String property) {
		FailedStart start = FailedStart
			.of(() -> new SpringApplicationBuilder(LoginWithoutWeb.class).sources(AutoConfigured.sources())
				.web(WebApplicationType.NONE)
				.properties("spring.main.banner-mode=off", "jwt2fa.secret-key=" + KEY)
				.run("--jwt2fa." + property, "--logging.level.root=debug")
				.close(), this.output);
		assertThatHushes(start, property);
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret-key=hush-hush", "secret-key=hush-hush-${jwt2fa.secret-key}" })
	void startOfAServerWhenASecretIsWrongThenIsNotPrinted(String property) {
		FailedStart start = FailedStart
			.of(() -> TestApplication.with(List.of(NoDatabase.class), "jwt2fa." + property, "logging.level.root=trace")
				.close(), this.output);
		assertThatHushes(start, property);
	}

	private void assertThatHushes(FailedStart start, String property) {
		String name = "jwt2fa." + property.substring(0, property.indexOf('=')).replace("[0]", "");
		assertThat(start.description()).contains(name);
		assertThat(start.action()).contains("Set " + name + " to ");
		assertThat(this.output.getAll()).contains("DEBUG").doesNotContain("hush-hush");
	}

	@Test
	void propertiesWhenListedThenAreAllTriedHere() throws Exception {
		Method test = WrongPropertyTests.class.getDeclaredMethod("startWhenAPropertyIsWrongThenNamesItAndTheMend",
				String.class);
		Set<String> tried = Arrays.stream(test.getAnnotation(ValueSource.class).strings())
			.map((property) -> "jwt2fa."
					+ property.substring(0, property.indexOf('=')).replace("[0]", "").replace(".ROLE_ADMIN", ""))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(tried).isEqualTo(documented());
	}

	@SuppressWarnings("unchecked")
	private static Set<String> documented() throws IOException {
		Set<String> names = new TreeSet<>();
		for (URL metadata : Collections.list(WrongPropertyTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream content = metadata.openStream()) {
				Map<String, Object> json = new JsonMapper().readValue(content, Map.class);
				((List<Map<String, String>>) json.get("properties")).stream()
					.map((property) -> property.get("name"))
					.filter((name) -> name.startsWith("jwt2fa."))
					.forEach(names::add);
			}
		}
		return names;
	}

	/**
	 * As little of an application as looks at every property.
	 */
	@Configuration(proxyBeanMethods = false)
	static class LoginWithoutWeb {

		/** Without a web nothing is made until somebody asks for it. */
		@Bean
		SmartInitializingSingleton askingForAll(ListableBeanFactory beans) {
			return () -> beans.getBeansOfType(Object.class);
		}

		@Bean
		UserDetailsService users() {
			return TestUsers.aliceAndBob();
		}

		@Bean
		JavaMailSender mailSender() {
			return new JavaMailSenderImpl();
		}

		@Bean
		PreferredTwoFactorMethodGetter methods() {
			return (user) -> null;
		}

		@Bean
		TotpSecretGetter secrets() {
			return (user) -> null;
		}

	}

}
