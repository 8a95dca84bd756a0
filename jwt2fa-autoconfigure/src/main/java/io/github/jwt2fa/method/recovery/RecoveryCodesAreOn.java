package io.github.jwt2fa.method.recovery;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * Whether there are recovery codes, and so a table for them.
 */
public final class RecoveryCodesAreOn extends NoneNestedConditions {

	/**
	 * The condition.
	 */
	public RecoveryCodesAreOn() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnProperty(name = "jwt2fa.recovery-code-count", havingValue = "0")
	static final class NoneForAnybody {

	}

}
