package io.github.jwt2fa.sample;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Puts the users of the properties into the database, before the first request comes in.
 */
@Component
class SampleUserLoader implements SmartInitializingSingleton {

	private final SampleProperties properties;

	private final SampleUserRepository users;

	private final PasswordEncoder passwordEncoder;

	SampleUserLoader(SampleProperties properties, SampleUserRepository users, PasswordEncoder passwordEncoder) {
		this.properties = properties;
		this.users = users;
		this.passwordEncoder = passwordEncoder;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (SampleProperties.User user : this.properties.users()) {
			try {
				createOrUpdate(user);
			}
			catch (DataIntegrityViolationException | ConcurrencyFailureException ex) {
				// another instance was faster on the same database: the user is there now
				createOrUpdate(user);
			}
		}
	}

	private void createOrUpdate(SampleProperties.User properties) {
		SampleUser user = this.users.findByUsername(properties.username())
			.orElseGet(() -> new SampleUser(properties.username(), encode(properties)));
		if (!this.passwordEncoder.matches(properties.password(), user.getPasswordHash())) {
			// only then: a hash that changes at each start would look like a new password
			user.setPasswordHash(encode(properties));
		}
		user.setEmail(properties.email());
		user.setEnabled(properties.enabled());
		this.users.save(user);
	}

	private String encode(SampleProperties.User properties) {
		return this.passwordEncoder.encode(properties.password());
	}

}
