package io.github.jwt2fa.sample;

import io.github.jwt2fa.event.TwoFactorEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps when each user last logged in. A right password alone is no login.
 */
@Component
class LastLogin {

	private final SampleUserRepository users;

	LastLogin(SampleUserRepository users) {
		this.users = users;
	}

	@EventListener
	void on(TwoFactorEvent.LoginSucceeded event) {
		this.users.updateLastLogin(event.userId(), event.at());
	}

}
