package io.github.jwt2fa.host;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.provisioning.JdbcUserDetailsManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * User services that find more than they are asked for, or tell less than they should.
 */
@ExtendWith(OutputCaptureExtension.class)
class OddUserServicesIT {

	private static final String[] OPTIONAL_2FA = { "jwt2fa.fallback-2fa-method=no-2fa",
			"jwt2fa.trusted-2fa-methods=no-2fa,code-sender,totp" };

	private static TestApplication start(Class<?> users) {
		return TestApplication.withoutUsers(List.of(NoDatabase.class, users, Whoami.class), OPTIONAL_2FA);
	}

	@Test
	void loginWhenNamedLikeTheAddressOfAnotherThenIsNotThatOne() {
		try (TestApplication app = start(ByAddressFirst.class)) {
			Answer attack = app.getCode("mallory@example.com");
			assertThat(attack.status()).as(attack.body()).isEqualTo(401);
			assertThat(attack.code()).isEqualTo("authentication_failed");
			for (String typed : List.of("victim", "victim@example.com")) {
				assertThat(app.client().bearer(app.getCode(typed).text("access")).get("/whoami").body())
					.isEqualTo("victim");
			}
		}
	}

	@Test
	void loginWhenServiceEchoesTheNameThenIsRefusedAndTold(CapturedOutput output) {
		try (TestApplication app = start(Echo.class)) {
			app.bean(InMemoryData.class).save(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, null));
			for (String typed : List.of("ALICE", "alice", "aLICE")) {
				Answer answer = app.getCode(typed);
				assertThat(answer.status()).as(answer.body()).isEqualTo(401);
				assertThat(answer.code()).isEqualTo("authentication_failed");
			}
			assertThat(output).contains("returns the name as it was typed", JdbcUserDetailsManager.class.getName());
		}
	}

	@Test
	void logWhenNameAndMethodHoldLineBreaksThenStaysInOneLine(CapturedOutput output) {
		// a control character would be no id at all
		String name = "eve\u2028FORGED ERROR\u202eline";
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class), OPTIONAL_2FA)) {
			app.users().put(TestUser.named(name));
			app.bean(InMemoryData.class).save(new UserTwoFactorAuthData(name, TwoFactorMethod.of("x\nFORGED"), null));
			assertThat(app.getCode(name).code()).isEqualTo("2fa_not_configured");
			app.bean(InMemoryData.class).save(new UserTwoFactorAuthData(name, TwoFactorMethod.CODE_SENDER, null));
			assertThat(app.getCode(name).code()).isEqualTo("verification_code_sending_failed");
		}
		assertThat(output).contains("eve\\u2028FORGED ERROR\\u202eline", "\"x\\u000aFORGED\"")
			.doesNotContain("\nFORGED", "\u2028FORGED");
	}

	@Test
	void loginWhenNoTokenCanCarryTheIdThenIsRefusedAndTold(CapturedOutput output) {
		try (TestApplication app = start(OddIds.class)) {
			for (String name : OddIds.IDS.keySet()) {
				Answer answer = app.getCode(name);
				assertThat(answer.status()).as(name + ": " + answer.body()).isEqualTo(401);
				assertThat(answer.code()).isEqualTo("authentication_failed");
			}
			assertThat(output).contains("its id is 256 characters long", "halves of a surrogate pair");
			assertThat(app.getCode("whole").status()).isEqualTo(200);
		}
	}

	@Test
	void loginWhenServiceAnswersNullOrRefusesThenIsOfNobody(CapturedOutput output) {
		try (TestApplication app = start(Null.class)) {
			Answer wrong = app.client().post("/auth/get-code", Map.of("username", "alice", "password", "wrong"));
			for (String name : List.of("nobody", "dormant")) {
				Answer refused = app.getCode(name);
				assertThat(refused.status()).as(refused.body()).isEqualTo(401);
				assertThat(refused.body()).isEqualTo(wrong.body());
			}
			Answer login = app.getCode("alice");
			assertThat(login.status()).isEqualTo(200);
			app.bean(Null.class).dormant.add("alice");
			assertThat(app.client().bearer(login.text("access")).get("/whoami").code()).isEqualTo("user_not_found");
			assertThat(app.client().post("/auth/refresh", Map.of("refresh", login.text("refresh"))).code())
				.isEqualTo("user_not_found");
		}
		assertThat(output).doesNotContain(" ERROR ");
	}

	@Test
	void startWhenServiceHasAnExceptionOfItsOwnThenToldOnce(CapturedOutput output) throws InterruptedException {
		try (TestApplication app = start(OwnException.class)) {
			for (int i = 0; i < 600 && !output.getAll().contains("For a name that nobody has"); i++) {
				Thread.sleep(100);
			}
			assertThat(app.getCode("alice").status()).isEqualTo(200);
			assertThat(app.getCode("nobody").status()).isEqualTo(503);
		}
		assertThat(output).containsOnlyOnce("For a name that nobody has")
			.contains(OwnException.Users.class.getName() + " threw " + IllegalStateException.class.getName());
	}

	@Test
	void loginWhenAnAuthorityIsNullThenTheLogSaysSo(CapturedOutput output) {
		try (TestApplication app = start(NullAuthority.class)) {
			for (String name : List.of("one", "all")) {
				assertThat(app.getCode(name).status()).isEqualTo(401);
			}
		}
		assertThat(output).contains("hold null for an authority").doesNotContain("{id}");
	}

	@Test
	void passwordWhenItsHashHasNoIdThenTheLogSaysSo(CapturedOutput output) {
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class))) {
			app.users().put(TestUser.named("olga").withPassword("$2a$10$hash-without-id"));
			assertThat(app.getCode("olga").status()).isEqualTo(401);
		}
		assertThat(output).contains("lacks its {id}").doesNotContain("hash-without-id");
	}

	@Test
	void principalWhenRequestOrEventThenHoldsNoHash() {
		try (TestApplication app = TestApplication.withoutUsers(
				List.of(NoDatabase.class, Erased.class, TestApplication.App.class),
				Stream.concat(Arrays.stream(OPTIONAL_2FA), Stream.of("jwt2fa.token.check-revoke-token=true"))
					.toArray(String[]::new))) {
			for (String name : List.of("plain", "own", "shared", "plain", "own", "shared")) {
				Answer login = app.getCode(name);
				assertThat(login.status()).as(name + ": " + login).isEqualTo(200);
				String hash = app.client().bearer(login.text("access")).get("/hash").body();
				assertThat(hash).as(name).startsWith(name.equals("shared") ? "{" : "null");
				assertThat(app.client().post("/auth/refresh", Map.of("refresh", login.text("refresh"))).status())
					.isEqualTo(200);
			}
			assertThat(app.events(InteractiveAuthenticationSuccessEvent.class)).hasSize(6)
				.filteredOn((event) -> !event.getAuthentication().getName().equals("shared"))
				.allSatisfy(
						(event) -> assertThat(((UserDetails) event.getAuthentication().getPrincipal()).getPassword())
							.isNull());
		}
	}

	/**
	 * As many write it: an address may be typed in place of the name.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ByAddressFirst {

		@Bean
		UserDetailsService users() {
			Map<String, TestUser> byAddress = Map.of("victim@example.com", TestUser.named("victim"),
					"mallory@example.com", TestUser.named("victim@example.com").withEmail("mallory@example.com"));
			return (typed) -> byAddress.getOrDefault(typed, TestUser.named("victim"));
		}

	}

	@Configuration
	static class Echo {

		@Bean(destroyMethod = "shutdown", defaultCandidate = false)
		EmbeddedDatabase userDatabase() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
				.generateUniqueName(true)
				.addScript("classpath:org/springframework/security/core/userdetails/jdbc/users.ddl")
				.build();
		}

		@Bean
		UserDetailsService users() {
			JdbcUserDetailsManager users = new JdbcUserDetailsManager(userDatabase());
			users.setUsernameBasedPrimaryKey(false);
			users.createUser(User.withUserDetails(TestUsers.aliceAndBob().loadUserByUsername("alice")).build());
			return users;
		}

	}

	/**
	 * Ids that no table, no line of a log or no token holds.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OddIds {

		static final Map<String, String> IDS = Map.of("long", "x".repeat(256), "line", "a\nb", "nul", "a\u0000b",
				"half", "a\ud83d", "other half", "\ude00b");

		private static final String LONGEST = "\ud83d\ude00".repeat(127) + "x";

		@Bean
		UserDetailsService users() {
			return (name) -> {
				if (IDS.containsValue(name) || name.equals(LONGEST)) {
					return TestUser.named(name);
				}
				String id = name.equals("whole") ? LONGEST : IDS.get(name);
				if (id == null) {
					throw new UsernameNotFoundException("No such user");
				}
				return TestUser.named(id);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Null {

		final Set<String> dormant = ConcurrentHashMap.newKeySet();

		@Bean
		UserDetailsService users() {
			this.dormant.add("dormant");
			return (name) -> {
				if (this.dormant.contains(name)) {
					throw new DisabledException("Not activated yet");
				}
				return name.equals("alice") ? TestUser.named("alice") : null;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(OwnException.Users.class)
	static class OwnException {

		static class Users implements UserDetailsService {

			@Override
			public UserDetails loadUserByUsername(String name) {
				if (!name.equals("alice")) {
					throw new IllegalStateException("Unknown here");
				}
				return TestUser.named("alice");
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NullAuthority {

		@Bean
		UserDetailsService users() {
			return (name) -> new Odd(name, hash(), name.equals("one") ? Collections.singletonList(null) : null);
		}

	}

	private static String hash() {
		return TestUsers.aliceAndBob().loadUserByUsername("alice").getPassword();
	}

	/**
	 * Some users are Spring's, some are the application's, and one is always the same
	 * object.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Erased {

		@Bean
		UserDetailsService users() {
			UserDetails shared = new Shared("shared", hash());
			return (name) -> switch (name) {
				case "plain" -> new User(name, hash(), List.of());
				case "own" -> new Own(name, hash());
				case "shared" -> shared;
				default -> throw new UsernameNotFoundException("No such user");
			};
		}

		@Bean
		AuthenticationManager authenticationManager(UserDetailsService users) {
			ProviderManager manager = new ProviderManager(new DaoAuthenticationProvider(users));
			manager.setEraseCredentialsAfterAuthentication(false);
			return manager;
		}

		@Bean
		Hashes hashes() {
			return new Hashes();
		}

	}

	@RestController
	static class Hashes {

		@GetMapping("/hash")
		String hash(@AuthenticationPrincipal UserDetails user) {
			return String.valueOf(user.getPassword());
		}

	}

	static class Own extends User {

		Own(String name, String hash) {
			super(name, hash, List.of());
		}

	}

	static class Shared extends User {

		Shared(String name, String hash) {
			super(name, hash, List.of());
		}

	}

	record Odd(String username, String password,
			Collection<? extends GrantedAuthority> authorities) implements UserDetails {

		@Override
		public Collection<? extends GrantedAuthority> getAuthorities() {
			return this.authorities;
		}

		@Override
		public String getPassword() {
			return this.password;
		}

		@Override
		public String getUsername() {
			return this.username;
		}

	}

}
