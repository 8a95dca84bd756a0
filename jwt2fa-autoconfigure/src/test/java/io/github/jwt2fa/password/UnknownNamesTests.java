package io.github.jwt2fa.password;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownNamesTests {

	private static final UserDetailsService NOBODY = (name) -> null;

	private final UsernamePasswordAuthenticationToken typed = UsernamePasswordAuthenticationToken
		.unauthenticated("nobody", "password");

	@Test
	void spendTheTimeOfWhenTheProviderHasAnEncoderThenHashesOnceByIt() {
		CountingEncoder own = new CountingEncoder();
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(NOBODY);
		provider.setPasswordEncoder(own);
		CountingEncoder other = new CountingEncoder();
		UnknownNames names = new UnknownNames(() -> other);
		names.askFor(new ProviderManager(provider));
		own.calls.clear();
		other.calls.clear();
		names.spendTheTimeOf(this.typed);
		assertThat(own.calls).containsExactly("matches");
		assertThat(other.calls).isEmpty();
	}

	@Test
	void spendTheTimeOfWhenTheServiceKnowsThatNobodyHasTheNameThenHashesByTheEncoderOfTheProvider() {
		CountingEncoder own = new CountingEncoder();
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider((name) -> {
			throw UsernameNotFoundException.fromUsername(name);
		});
		provider.setPasswordEncoder(own);
		CountingEncoder other = new CountingEncoder();
		UnknownNames names = new UnknownNames(() -> other);
		names.askFor(new ProviderManager(provider));
		names.spendTheTimeOf(this.typed);
		own.calls.clear();
		names.spendTheTimeOf(this.typed);
		assertThat(own.calls).containsExactly("matches");
		assertThat(other.calls).isEmpty();
	}

	@Test
	void spendTheTimeOfWhenNoProviderWasAskedThenHashesByTheEncoderOfTheApplication() {
		CountingEncoder encoder = new CountingEncoder();
		UnknownNames names = new UnknownNames(() -> encoder);
		names.askFor((authentication) -> authentication);
		names.spendTheTimeOf(this.typed);
		encoder.calls.clear();
		names.spendTheTimeOf(this.typed);
		assertThat(encoder.calls).containsExactly("matches");
	}

	private static final class CountingEncoder implements PasswordEncoder {

		private final PasswordEncoder encoder = new BCryptPasswordEncoder(4);

		private final List<String> calls = new ArrayList<>();

		@Override
		public @Nullable String encode(@Nullable CharSequence password) {
			this.calls.add("encode");
			return this.encoder.encode(password);
		}

		@Override
		public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
			this.calls.add("matches");
			return this.encoder.matches(password, hash);
		}

	}

}
