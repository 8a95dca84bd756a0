package io.github.jwt2fa.autoconfigure;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.method.passkey.InMemoryPasskeyRepository;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.test.MutableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A start under a profile: it fails for each setting that departs, or says that the
 * configuration meets the standard.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProfileStartTests {

	private static final Path GUIDE = Path.of("").toAbsolutePath().resolveSibling("src/docs/profiles.md");

	private static final Pattern EXAMPLE = Pattern
		.compile("<!-- example that meets its profile -->\n```properties\n(.*?)```", Pattern.DOTALL);

	private static final Pattern DEPARTURE = Pattern.compile("^ {4}(jwt2fa\\S+) .*\\(([0-9., ]+)\\)$",
			Pattern.MULTILINE);

	private static final List<String> ASVS = List.of("jwt2fa.profile=asvs-l2", "jwt2fa.state.store=redis",
			"jwt2fa.totp-valid-window=0", "jwt2fa.token.check-revocation=true");

	private static final List<String> NIST = List.of("jwt2fa.profile=nist-aal2", "jwt2fa.state.store=redis",
			"jwt2fa.passkey.rp-id=example.com", "jwt2fa.trusted-2fa-methods=totp,passkey",
			"jwt2fa.notice-contact=security@example.com", "jwt2fa.token.refresh-family-lifetime=24h",
			"jwt2fa.token.refresh-token-lifetime=1h");

	/** What both standards ask for, and what one of them does. */
	private static final String[] ALL_WRONG = { "jwt2fa.fallback-2fa-method=no-2fa",
			"jwt2fa.trusted-2fa-methods=code-sender,no-2fa", "jwt2fa.state.store=memory", "jwt2fa.totp-valid-window=10",
			"jwt2fa.code-token-throttle-rate=none", "jwt2fa.max-active-code-tokens-per-user=none",
			"jwt2fa.max-codes-sent-per-user=none", "jwt2fa.max-auth-attempts-per-code-token=none",
			"jwt2fa.max-second-factor-failures-per-user=none", "jwt2fa.sensitive-change-max-age=0s",
			"jwt2fa.notify-factor-changes=false", "jwt2fa.token.user-lookup=none",
			"jwt2fa.token.access-token-lifetime=90m" };

	private static final String MEETS = "This configuration meets ";

	private final CapturedOutput output;

	ProfileStartTests(CapturedOutput output) {
		this.output = output;
	}

	/**
	 * As little as can be started: nothing connects to the Redis.
	 */
	private static WebApplicationContextRunner with(List<String> settings, String... others) {
		return withoutPasskeys(settings, others).withBean(PasskeyRepository.class, InMemoryPasskeyRepository::new);
	}

	private static WebApplicationContextRunner withoutPasskeys(List<String> settings, String... others) {
		return AutoConfigured.redis(AutoConfigured.web(all(settings, others))).withBean(InMemoryData.class);
	}

	private static String[] all(List<String> settings, String... others) {
		return Stream.concat(settings.stream(), Arrays.stream(others)).toArray(String[]::new);
	}

	private static List<String> of(String profile) {
		return profile.equals("asvs-l2") ? ASVS : NIST;
	}

	/**
	 * The properties that a start names, each with its numbers.
	 */
	private static Map<String, String> departures(FailedStart start) {
		Map<String, String> departures = new LinkedHashMap<>();
		DEPARTURE.matcher(start.description())
			.results()
			.forEach((line) -> departures.merge(line.group(1), line.group(2), (one, other) -> one + "; " + other));
		return departures;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					asvs-l2 | fallback-2fa-method=no-2fa | 6.3.3 | code-sender
					asvs-l2 | trusted-2fa-methods=totp,no-2fa,code-sender | 6.3.3 | code-sender,totp
					asvs-l2 | trusted-2fa-methods=no-2fa | 6.3.3 | totp
					asvs-l2 | trusted-devices.max-age=30d | 6.3.3 | 0s
					asvs-l2 | state.store=memory | 6.5.1 | redis or jdbc
					asvs-l2 | totp-valid-window=1 | 6.5.5 | 0
					asvs-l2 | code-token-throttle-rate=none | 6.3.1 | 12/3h
					asvs-l2 | max-active-code-tokens-per-user=none | 6.6.3 | 3
					asvs-l2 | max-codes-sent-per-user=none | 6.6.3 | 10/1h
					asvs-l2 | max-auth-attempts-per-code-token=none | 6.6.3 | 5
					asvs-l2 | max-second-factor-failures-per-user=none | 6.6.3 | 20/1h,100/30d
					asvs-l2 | sensitive-change-max-age=0s | 7.5.1 | 15m
					asvs-l2 | sensitive-change-max-age=901s | 7.5.1 | 15m
					asvs-l2 | token.check-revocation=false | 7.4.1 | true
					asvs-l2 | token.user-lookup=none | 7.4.2 | per-request
					nist-aal2 | fallback-2fa-method=no-2fa | 2.2.1 | code-sender
					nist-aal2 | trusted-2fa-methods=totp,no-2fa,passkey | 2.2.1 | passkey,totp
					nist-aal2 | trusted-2fa-methods=code-sender,passkey | 3.1.3.1 | passkey
					nist-aal2 | trusted-2fa-methods=totp | 2.2.2 | passkey,totp
					nist-aal2 | trusted-devices.max-age=1h | 5.1 | 0s
					nist-aal2 | state.store=memory | 3.1.3.2, 3.1.4.2 | redis or jdbc
					nist-aal2 | code-token-throttle-rate=none | 3.2.2 | 12/3h
					nist-aal2 | max-active-code-tokens-per-user=none | 3.2.2 | 3
					nist-aal2 | max-codes-sent-per-user=none | 3.2.2 | 10/1h
					nist-aal2 | max-auth-attempts-per-code-token=none | 3.2.2 | 5
					nist-aal2 | max-second-factor-failures-per-user=none | 3.2.2 | 20/1h,100/30d
					nist-aal2 | max-second-factor-failures-per-user=20/1h | 3.2.2 | 20/1h,100/30d
					nist-aal2 | max-second-factor-failures-per-user=101/1h,1000/30d | 3.2.2 | 20/1h,100/30d
					nist-aal2 | sensitive-change-max-age=0s | 4.1.2.1 | 15m
					nist-aal2 | sensitive-change-max-age=16m | 4.1.2.1 | 15m
					nist-aal2 | notify-factor-changes=false | 4.1.2.1, 4.6 | true
					nist-aal2 | notice-contact | 4.6 | whom users may ask
					nist-aal2 | token.refresh-family-lifetime=25h | 2.2.3 | 24h
					nist-aal2 | token.refresh-token-lifetime=61m | 2.2.3 | 1h
					nist-aal2 | token.access-token-lifetime=3601s | 2.2.3 | 1h
					nist-aal2 | token.sliding-token-refresh-lifetime=25h token.obtain=sliding token.refresh-family-lifetime=30d | 2.2.3 | 24h
					nist-aal2 | token.sliding-token-lifetime=61m token.obtain=sliding token.refresh-family-lifetime=30d | 2.2.3 | 1h
					""")
	void startWhenASettingDepartsThenNamesItAloneWithItsNumberAndTheMend(String profile, String settings,
			String numbers, String mend) {
		String[] typed = Arrays.stream(settings.split(" ")).map("jwt2fa."::concat).toArray(String[]::new);
		FailedStart start = FailedStart.of(with(of(profile), typed));
		String property = typed[0].replaceFirst("=.*", "");
		assertThat(departures(start)).containsExactly(Map.entry(property, numbers));
		assertThat(start.description()).contains("jwt2fa.profile=" + profile);
		assertThat(start.action())
			.containsPattern("(?m)^ {4}Set " + Pattern.quote(property) + "(=| to )" + Pattern.quote(mend))
			.endsWith("\n    jwt2fa.profile-exceptions=" + property);
	}

	@Test
	void startWhenThereAreNoPasskeysThenSaysWhy() {
		FailedStart off = FailedStart.of(with(NIST, "jwt2fa.passkey.rp-id", "jwt2fa.trusted-2fa-methods=totp"));
		assertThat(departures(off)).containsExactly(Map.entry("jwt2fa.passkey.rp-id", "2.2.2"),
				Map.entry("jwt2fa.trusted-2fa-methods", "2.2.2"));
		assertThat(off.description()).contains("jwt2fa.passkey.rp-id is not set");
		FailedStart unkept = FailedStart.of(withoutPasskeys(NIST));
		assertThat(departures(unkept)).containsExactly(Map.entry("jwt2fa.passkey.rp-id", "2.2.2"));
		assertThat(unkept.description()).contains("nothing keeps passkeys");
		assertThat(unkept.action()).contains("spring.datasource.url", "PasskeyRepository bean");
	}

	@Test
	void startWhenNothingSendsNoticesThenSaysSo() {
		CodeSender sender = (user, code) -> {
		};
		FailedStart start = FailedStart
			.of(with(NIST, "spring.mail.host", "jwt2fa.trusted-2fa-methods=code-sender,passkey").withBean("sms",
					CodeSender.class, () -> sender));
		assertThat(departures(start)).containsExactly(Map.entry("jwt2fa.trusted-2fa-methods", "3.1.3.1"),
				Map.entry("jwt2fa.notify-factor-changes", "4.1.2.1, 4.6"));
		assertThat(start.description()).contains("may send e-mails", "is true, and nothing sends notices")
			.doesNotContain("by e-mail");
		assertThat(start.action()).contains("Set spring.mail.host");
	}

	@Test
	void startWhenAStoreOfTheApplicationIsInMemoryThenSaysSo() {
		FailedStart start = FailedStart
			.of(with(ASVS).withBean("own", StateStore.class, () -> new InMemoryStateStore(new MutableClock(), 10)));
		assertThat(departures(start)).containsExactly(Map.entry("jwt2fa.state.store", "6.5.1"));
		assertThat(start.description()).contains("StateStore bean").doesNotContain("is memory");
		assertThat(start.action()).contains("Let the StateStore bean be one that all share");
	}

	@Test
	void startWhenEverythingDepartsThenNamesAllOfIt() {
		assertThat(departures(FailedStart.of(withAllWrong("asvs-l2")))).containsExactly(
				Map.entry("jwt2fa.fallback-2fa-method", "6.3.3"), Map.entry("jwt2fa.trusted-2fa-methods", "6.3.3"),
				Map.entry("jwt2fa.state.store", "6.5.1"), Map.entry("jwt2fa.totp-valid-window", "6.5.5"),
				Map.entry("jwt2fa.code-token-throttle-rate", "6.3.1"),
				Map.entry("jwt2fa.max-active-code-tokens-per-user", "6.6.3"),
				Map.entry("jwt2fa.max-codes-sent-per-user", "6.6.3"),
				Map.entry("jwt2fa.max-auth-attempts-per-code-token", "6.6.3"),
				Map.entry("jwt2fa.max-second-factor-failures-per-user", "6.6.3"),
				Map.entry("jwt2fa.sensitive-change-max-age", "7.5.1"),
				Map.entry("jwt2fa.token.check-revocation", "7.4.1"), Map.entry("jwt2fa.token.user-lookup", "7.4.2"));
		FailedStart nist = FailedStart.of(withAllWrong("nist-aal2"));
		assertThat(departures(nist)).containsExactly(Map.entry("jwt2fa.fallback-2fa-method", "2.2.1"),
				Map.entry("jwt2fa.trusted-2fa-methods", "2.2.1; 3.1.3.1; 2.2.2"),
				Map.entry("jwt2fa.passkey.rp-id", "2.2.2"), Map.entry("jwt2fa.state.store", "3.1.3.2, 3.1.4.2"),
				Map.entry("jwt2fa.code-token-throttle-rate", "3.2.2"),
				Map.entry("jwt2fa.max-active-code-tokens-per-user", "3.2.2"),
				Map.entry("jwt2fa.max-codes-sent-per-user", "3.2.2"),
				Map.entry("jwt2fa.max-auth-attempts-per-code-token", "3.2.2"),
				Map.entry("jwt2fa.max-second-factor-failures-per-user", "3.2.2"),
				Map.entry("jwt2fa.sensitive-change-max-age", "4.1.2.1"),
				Map.entry("jwt2fa.notify-factor-changes", "4.1.2.1, 4.6"), Map.entry("jwt2fa.notice-contact", "4.6"),
				Map.entry("jwt2fa.token.refresh-family-lifetime", "2.2.3"),
				Map.entry("jwt2fa.token.refresh-token-lifetime", "2.2.3"),
				Map.entry("jwt2fa.token.access-token-lifetime", "2.2.3"));
		// once for three reasons
		assertThat(nist.action()).containsOnlyOnce("Set jwt2fa.trusted-2fa-methods=passkey\n");
	}

	private static WebApplicationContextRunner withAllWrong(String profile, String... others) {
		return with(List.of(ALL_WRONG),
				Stream.concat(Stream.of("jwt2fa.profile=" + profile), Arrays.stream(others)).toArray(String[]::new));
	}

	@Test
	void startWithoutAProfileThenSaysNothing() {
		with(List.of(ALL_WRONG), "logging.level.root=info").run((context) -> assertThat(context).hasNotFailed());
		assertThat(this.output).doesNotContain("This configuration");
	}

	@Test
	void startWhenEverythingMayDepartThenLogsItInOneLine() {
		String exceptions = FailedStart.of(withAllWrong("nist-aal2")).action().replaceFirst("(?s).*\n {4}", "");
		int before = this.output.getAll().length();
		withAllWrong("nist-aal2", exceptions, "logging.level.root=info")
			.run((context) -> assertThat(context).hasNotFailed());
		List<String> told = told(before);
		assertThat(told).singleElement()
			.asString()
			.contains("WARN", "This configuration departs from NIST SP 800-63B-4 AAL2 where jwt2fa.profile-exceptions")
			.contains("jwt2fa.fallback-2fa-method is no-2fa", "(2.2.1)", "jwt2fa.state.store is memory", "(3.1.3.1)",
					"jwt2fa.token.access-token-lifetime is 90m, and 1h is the most (2.2.3)");
	}

	@Test
	void startWhenSomethingElseDepartsThenNamesThatAloneAndBothForExceptions() {
		FailedStart start = FailedStart.of(with(ASVS, "jwt2fa.totp-valid-window=1", "jwt2fa.state.store=memory",
				"jwt2fa.profile-exceptions=state.store"));
		assertThat(departures(start)).containsExactly(Map.entry("jwt2fa.totp-valid-window", "6.5.5"));
		assertThat(start.action()).endsWith("jwt2fa.profile-exceptions=jwt2fa.state.store,jwt2fa.totp-valid-window");
	}

	@Test
	void startWhenTheProfileIsMetThenSaysSoInOneSentence() {
		with(ASVS, "logging.level.root=info").run((context) -> assertThat(context).hasNotFailed());
		String sentence = MEETS
				+ "ASVS 5.0 L2 as far as a library can see: 6.3.1, 6.3.3, 6.5.1, 6.5.5, 6.6.3, 7.4.1, 7.4.2, 7.5.1; a "
				+ "session ends after 24h without a refresh (7.3.1) and 30d after the login (7.3.2), which the "
				+ "application's documentation has to justify (7.1.1); left to the application: TLS, passwords, "
				+ "identity proofing";
		assertThat(told(0)).singleElement().asString().contains("INFO").endsWith(sentence);
		assertThat(text(GUIDE)).contains("```text\n" + sentence + "\n```");
	}

	@Test
	void startWhenAnExceptionIsNeedlessThenTellsOfIt() {
		with(NIST, "logging.level.root=info", "jwt2fa.profile-exceptions=jwt2fa.state.store,jwt2fa.code-length")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(told(0)).hasSize(2)
			.satisfiesExactly(
					(line) -> assertThat(line).contains("WARN")
						.endsWith("jwt2fa.profile-exceptions names jwt2fa.code-length, jwt2fa.state.store, which does "
								+ "not depart from NIST SP 800-63B-4 AAL2: leave it out."),
					(line) -> assertThat(line).contains("INFO")
						.endsWith(MEETS + "NIST SP 800-63B-4 AAL2 as far as a library can see: 2.2.1, 2.2.2, 2.2.3, "
								+ "3.1.3.1, 3.1.3.2, 3.1.4.2, 3.2.2, 4.1.2.1, 4.6, 5.1; left to the application: TLS, "
								+ "passwords, identity proofing"));
	}

	@Test
	void startWhenTheApplicationHasAStoreOfItsOwnThenSaysThatItIsNotSeen() {
		with(ASVS, "logging.level.root=info", "jwt2fa.state.store=memory")
			.withBean("ownStore", StateStore.class, ElsewhereStateStore::new)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(told(0)).singleElement()
			.asString()
			.contains("INFO")
			.endsWith("identity proofing, what its own beans do (ownStore)");
	}

	private List<String> told(int from) {
		return this.output.getAll().substring(from).lines().filter((line) -> line.contains("ProfileCheck")).toList();
	}

	@Test
	void failureWhenInTheGuideThenIsTheOneOfTheDefaults() {
		FailedStart start = FailedStart.of(with(List.of("jwt2fa.profile=asvs-l2")));
		assertThat(text(GUIDE))
			.contains("Description:\n\n" + start.description() + "\n\nAction:\n\n" + start.action() + "\n```");
	}

	@Test
	void examplesWhenInTheGuideThenMeetTheirProfile() {
		List<MatchResult> examples = EXAMPLE.matcher(text(GUIDE)).results().toList();
		assertThat(examples).hasSize(2);
		for (MatchResult example : examples) {
			int before = this.output.getAll().length();
			AutoConfigured.database(AutoConfigured.web(all(settings(example.group(1)), "logging.level.root=info")))
				.run((context) -> assertThat(context).hasNotFailed());
			assertThat(told(before)).singleElement().asString().contains("INFO", MEETS);
		}
		assertThat(told(0)).satisfiesExactly((line) -> assertThat(line).contains("ASVS"),
				(line) -> assertThat(line).contains("NIST"));
	}

	private static List<String> settings(String text) {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(text));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties.stringPropertyNames()
			.stream()
			.map((name) -> name + "=" + properties.getProperty(name))
			.toList();
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Keeps its state where nobody can look.
	 */
	private static final class ElsewhereStateStore implements StateStore {

		@Override
		public byte @Nullable [] get(StateKey key) {
			return null;
		}

		@Override
		public boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update, Duration ttl) {
			return true;
		}

	}

}
