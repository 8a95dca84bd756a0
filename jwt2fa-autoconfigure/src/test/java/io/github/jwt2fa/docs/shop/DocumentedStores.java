package io.github.jwt2fa.docs.shop;

import java.time.Clock;

import javax.sql.DataSource;

import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The guide's stores, for the contracts that each store has to pass.
 */
public final class DocumentedStores {

	private DocumentedStores() {
	}

	public static StateStore jdbc(DataSource dataSource, Clock clock) {
		return new JdbcStateStore(JdbcClient.create(dataSource), clock);
	}

	public static UserTwoFactorAuthDataRepository userData(DataSource dataSource) {
		return new LoginFactors(JdbcClient.create(dataSource));
	}

}
