package io.github.jwt2fa.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class UserDetailsTwoFactorUserServiceTests {

	private final List<String> asked = new ArrayList<>();

	private UserDetailsTwoFactorUserService users(UserDetailsService service) {
		return new UserDetailsTwoFactorUserService((name) -> {
			this.asked.add(name);
			return service.loadUserByUsername(name);
		});
	}

	/**
	 * Rows by the key that a name is looked up by.
	 */
	private static UserDetailsService rows(UnaryOperator<String> key, boolean echo, Map<String, String> hashes) {
		return (name) -> {
			String hash = hashes.get(key.apply(name));
			if (hash == null) {
				throw new UsernameNotFoundException("No such user");
			}
			return user(echo ? name : key.apply(name), hash);
		};
	}

	private static UserDetailsService ignoringCase(boolean echo) {
		return rows((name) -> name.toLowerCase(Locale.ROOT), echo, Map.of("alice", "a", "x", "x", "иван", "i"));
	}

	private static User user(String username, String hash) {
		return new User(username, hash, List.of());
	}

	private static Authentication authenticated(Object principal) {
		return UsernamePasswordAuthenticationToken.authenticated(principal, null, List.of());
	}

	@Test
	void findByAuthenticationWhenServiceFindsSomeoneElseForTheNameThenNull() {
		User victim = user("alice", "hash of alice");
		User attacker = user("alice@example.com", "hash of the attacker");
		UserDetailsTwoFactorUserService users = users(
				(name) -> Map.of("alice@example.com", victim, "mallory@example.com", attacker, "alice", victim)
					.getOrDefault(name, victim));
		assertThat(users.findByAuthentication(authenticated(attacker))).isNull();
		assertThat(users.findByAuthentication(authenticated("alice@example.com"))).isNull();
		assertThat(users.findByAuthentication(authenticated(victim))).isNotNull();
	}

	@Test
	void findByAuthenticationWhenAProviderEchoesAnotherCaseThenFindsTheUser() {
		UserDetailsTwoFactorUserService users = users(ignoringCase(false));
		assertThat(users.findByAuthentication(authenticated("ALICE"))).extracting(TwoFactorUser::id).isEqualTo("alice");
		assertThat(users.findByAuthentication(authenticated(new OfADirectory("Alice")))).extracting(TwoFactorUser::id)
			.isEqualTo("alice");
	}

	@Test
	void findByAuthenticationWhenThePrincipalIsOfTheServiceThenItsNameCountsToTheLetter() {
		UserDetailsTwoFactorUserService users = users(ignoringCase(false));
		assertThat(users.findByAuthentication(authenticated(user("Alice", "b")))).isNull();
		assertThat(users.findByAuthentication(authenticated(user("alice", "a")))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice", "ALICE", "x", "иван" })
	void findWhenServiceEchoesTheNameAsTypedThenIsRefused(String name, CapturedOutput output) {
		UserDetailsTwoFactorUserService users = users(ignoringCase(true));
		assertThat(users.findByAuthentication(authenticated(user(name, "a")))).isNull();
		assertThat(users.findById(name)).isNull();
		assertThat(output).contains("returns the name as it was typed");
	}

	@Test
	void findWhenServiceEchoesDigitsOfAnotherWidthThenIsRefused() {
		UserDetailsTwoFactorUserService users = users(
				rows((name) -> java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFKC), true,
						Map.of("1001", "a")));
		assertThat(users.findByAuthentication(authenticated(user("1001", "a")))).isNull();
		assertThat(users.findById("１００１")).isNull();
	}

	@Test
	void findWhenServiceTellsTheNameAsStoredThenIsAskedForOtherSpellingsOnce() {
		UserDetailsTwoFactorUserService users = users(ignoringCase(false));
		assertThat(users.findById("alice")).isNotNull();
		assertThat(this.asked).contains("ALICE");
		this.asked.clear();
		assertThat(users.findById("alice")).isNotNull();
		assertThat(users.findByAuthentication(authenticated(user("x", "x")))).isNotNull();
		assertThat(this.asked).containsExactly("alice", "x");
	}

	@Test
	void findWhenNamesDifferByCaseAloneThenAreUsersOfTheirOwn() {
		UserDetailsService service = rows(UnaryOperator.identity(), false,
				Map.of("alice", "a", "ALICE", "b", "x", "c", "X", "d"));
		for (String name : List.of("alice", "ALICE", "x", "X")) {
			UserDetailsTwoFactorUserService users = users(service);
			assertThat(users.findById(name)).extracting(TwoFactorUser::id).isEqualTo(name);
		}
	}

	@Test
	void findWhenOtherSpellingsFailThenIsNotAskedForEver() {
		UserDetailsTwoFactorUserService users = users((name) -> {
			if (!name.equals("alice")) {
				throw new IllegalStateException("Not known here");
			}
			return user("alice", "a");
		});
		for (int i = 0; i < 10; i++) {
			assertThat(users.findById("alice")).isNotNull();
		}
		this.asked.clear();
		assertThat(users.findById("alice")).isNotNull();
		assertThat(this.asked).containsExactly("alice");
	}

	@Test
	void findWhenServiceRefusesAnAccountThenThereIsNoSuchUser() {
		UserDetailsTwoFactorUserService users = users((name) -> {
			throw new DisabledException("Not activated");
		});
		assertThat(users.findById("dormant")).isNull();
		assertThat(users.findByAuthentication(authenticated("dormant"))).isNull();
	}

	@Test
	void findWhenServiceCanNotBeAskedThenFails() {
		for (AuthenticationException failure : List.of(new AuthenticationServiceException("Down"),
				new AuthenticationCredentialsNotFoundException("Only for operators"),
				new ProviderNotFoundException("None"))) {
			UserDetailsTwoFactorUserService users = users((name) -> {
				throw failure;
			});
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> users.findById("alice"))
				.isSameAs(failure);
		}
	}

	@Test
	void findWhenServiceAnswersNullThenThereIsNoSuchUser() {
		UserDetailsTwoFactorUserService users = users((name) -> null);
		assertThat(users.findById("nobody")).isNull();
		assertThat(users.findByAuthentication(authenticated("nobody"))).isNull();
	}

	/**
	 * What another provider made of a name as typed.
	 */
	private record OfADirectory(String username) implements UserDetails {

		@Override
		public java.util.Collection<? extends org.springframework.security.core.GrantedAuthority> getAuthorities() {
			return List.of();
		}

		@Override
		public String getPassword() {
			return null;
		}

		@Override
		public String getUsername() {
			return this.username;
		}

	}

}
