package io.github.jwt2fa.user;

import java.util.List;
import java.util.function.Supplier;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsEraserTests {

	private static UserDetails erased(Supplier<? extends UserDetails> service) {
		CredentialsEraser eraser = new CredentialsEraser(new Users(service));
		return (UserDetails) eraser.erase(TwoFactorUser.of(service.get())).principal();
	}

	@Test
	void eraseWhenSpringsOwnThenACopyHasNoPassword() {
		User user = new User("alice", "hash", false, true, false, true, List.of());
		assertThat(erased(() -> user)).isEqualTo(user).satisfies((copy) -> {
			assertThat(copy.getPassword()).isNull();
			assertThat(copy.isEnabled()).isFalse();
			assertThat(copy.isCredentialsNonExpired()).isFalse();
		});
		assertThat(user.getPassword()).isEqualTo("hash");
	}

	@Test
	void eraseWhenEachTimeAnotherObjectThenHasNoPassword() {
		assertThat(erased(() -> new Own("alice", "hash")).getPassword()).isNull();
	}

	@Test
	void eraseWhenTheSameObjectAgainThenIsLeftAlone() {
		Own user = new Own("alice", "hash");
		assertThat(erased(() -> user)).isSameAs(user).extracting(UserDetails::getPassword).isEqualTo("hash");
	}

	@Test
	void eraseWhenEntityThenIsLeftAlone() {
		assertThat(erased(() -> new Account("alice", "hash")).getPassword()).isEqualTo("hash");
	}

	@Test
	void eraseWhenUsersCanNotBeAskedThenAsksAgainNextTime() {
		Users users = new Users(() -> new Own("alice", "hash"));
		CredentialsEraser eraser = new CredentialsEraser(users);
		users.down = true;
		TwoFactorUser user = TwoFactorUser.of(new Own("alice", "hash"));
		assertThat(((Own) eraser.erase(user).principal()).getPassword()).isEqualTo("hash");
		users.down = false;
		assertThat(((Own) eraser.erase(user).principal()).getPassword()).isNull();
	}

	private static final class Users implements TwoFactorUserService {

		private final Supplier<? extends UserDetails> service;

		private boolean down;

		private Users(Supplier<? extends UserDetails> service) {
			this.service = service;
		}

		@Override
		public TwoFactorUser findById(String id) {
			if (this.down) {
				throw new IllegalStateException("The users are down");
			}
			return TwoFactorUser.of(this.service.get());
		}

		@Override
		public @Nullable TwoFactorUser findByAuthentication(Authentication authentication) {
			return null;
		}

	}

	private static class Own extends User {

		Own(String name, String hash) {
			super(name, hash, List.of());
		}

	}

	@Entity
	private static final class Account extends Own {

		@Id
		private final String id;

		private Account(String name, String hash) {
			super(name, hash);
			this.id = name;
		}

	}

}
