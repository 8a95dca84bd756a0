package io.github.jwt2fa.sample.inbox;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * Matches where Boot would make no mail sender.
 */
class NoMailHostCondition extends NoneNestedConditions {

	NoMailHostCondition() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	@ConditionalOnProperty("spring.mail.host")
	static class MailHost {

	}

}
