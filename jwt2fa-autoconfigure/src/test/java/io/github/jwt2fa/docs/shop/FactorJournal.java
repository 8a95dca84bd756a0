package io.github.jwt2fa.docs.shop;

// tag::listener[]
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwt2fa.event.TwoFactorEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class FactorJournal {

	// an application writes to its own journal
	private final List<String> entries = new CopyOnWriteArrayList<>();

	@EventListener
	void on(TwoFactorEvent.TotpActivated event) {
		this.entries.add(event.userId() + " set TOTP up");
	}

	@EventListener
	void on(TwoFactorEvent.MethodChanged event) {
		this.entries.add(event.userId() + " chose " + event.method());
	}

	@EventListener
	void on(TwoFactorEvent.TwoFactorReset event) {
		this.entries.add(event.userId() + " was reset by " + event.by());
	}

	List<String> entries() {
		return this.entries;
	}

}
// end::listener[]
