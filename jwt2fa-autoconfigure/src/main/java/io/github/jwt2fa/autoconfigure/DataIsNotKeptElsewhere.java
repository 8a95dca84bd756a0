package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * An application that tells both methods and secrets by itself keeps them in its own
 * columns: what would be written to our table, nobody would read.
 */
final class DataIsNotKeptElsewhere extends NoneNestedConditions {

	DataIsNotKeptElsewhere() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnBean({ PreferredTwoFactorMethodGetter.class, TotpSecretGetter.class })
	static final class BothGetters {

	}

}
