package io.github.jwt2fa.sample;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties of the sample.
 *
 * @param users Users that can log in. A list given on the command line replaces the
 * default one.
 * @param transferMaxAge How old the second factor may be that a transfer of money asks
 * for.
 */
@ConfigurationProperties("sample")
record SampleProperties(@DefaultValue List<User> users, @DefaultValue("5m") Duration transferMaxAge) {

	SampleProperties {
		users = List.copyOf(users);
	}

	/**
	 * A user.
	 *
	 * @param username Name to log in with.
	 * @param password Password in plain text: this is a demonstration.
	 * @param email Address that codes are sent to.
	 * @param enabled Whether the user may log in.
	 */
	record User(String username, String password, @Nullable String email, @DefaultValue("true") boolean enabled) {

		User {
			Assert.hasText(username, "each of sample.users needs a username");
			Assert.hasText(password, "each of sample.users needs a password");
		}

		@Override
		public String toString() {
			return "User[username=" + this.username + "]";
		}

	}

}
