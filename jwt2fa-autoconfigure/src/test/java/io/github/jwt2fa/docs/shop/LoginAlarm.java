package io.github.jwt2fa.docs.shop;

// tag::listener[]
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwt2fa.event.TwoFactorEvent;

import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.stereotype.Component;

@Component
class LoginAlarm {

	// an application sends a mail or writes an audit record
	private final List<String> alarms = new CopyOnWriteArrayList<>();

	@EventListener
	void on(TwoFactorEvent.SecondFactorBudgetSpent event) {
		this.alarms.add("Someone at " + event.clientAddress() + " knows the password of " + event.userId());
	}

	@EventListener
	void on(TwoFactorEvent.Throttled event) {
		this.alarms.add("Limit reached: " + event.limit());
	}

	@EventListener
	void on(AuthenticationFailureBadCredentialsEvent event) {
		this.alarms.add("Wrong name or password");
	}

	List<String> alarms() {
		return this.alarms;
	}

}
// end::listener[]
