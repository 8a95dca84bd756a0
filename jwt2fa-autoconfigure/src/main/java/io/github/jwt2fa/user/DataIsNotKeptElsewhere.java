package io.github.jwt2fa.user;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * An application that tells both methods and secrets by itself keeps them in its own
 * columns: what would be written to our table, nobody would read.
 */
public final class DataIsNotKeptElsewhere extends NoneNestedConditions {

	/**
	 * The condition.
	 */
	public DataIsNotKeptElsewhere() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnBean(value = PreferredTwoFactorMethodGetter.class,
			// by its name: a user knows nothing of the methods
			type = "io.github.jwt2fa.method.totp.TotpSecretGetter")
	static final class BothGetters {

	}

}
