package io.github.jwt2fa.method.passkey;

import org.springframework.boot.autoconfigure.condition.AllNestedConditions;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Whether there are passkeys, and so a table for them.
 */
public final class PasskeysAreOn extends AllNestedConditions {

	/**
	 * The condition.
	 */
	public PasskeysAreOn() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnProperty(name = PasskeyAutoConfiguration.RP_ID)
	static final class ForADomain {

	}

	@ConditionalOnClass(name = PasskeyAutoConfiguration.WEBAUTHN4J)
	static final class Checked {

	}

}
