package io.github.jwt2fa.host;

import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application has no DataSource: bob's choice of a method is kept somewhere else.
 */
class NoDatabaseIT {

	private static final String TRUST_PASSWORDS = "jwt2fa.trusted-2fa-methods=code-sender,no-2fa";

	@Test
	void loginWhenApplicationHasARepositoryOfItsOwnThenAsksIt() {
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class), TRUST_PASSWORDS)) {
			app.bean(UserTwoFactorAuthDataRepository.class)
				.save(new UserTwoFactorAuthData("bob", TwoFactorMethod.NO_2FA, null));
			assertThatBobAloneNeedsNoCode(app);
		}
	}

	@Test
	void loginWhenApplicationHasNoRepositoryButBothGettersThenAsksThem() {
		try (TestApplication app = TestApplication.with(List.of(Getters.class), TRUST_PASSWORDS)) {
			assertThat(app.beans(UserTwoFactorAuthDataRepository.class)).isEmpty();
			assertThatBobAloneNeedsNoCode(app);
		}
	}

	private static void assertThatBobAloneNeedsNoCode(TestApplication app) {
		assertThat(app.beans(DataSource.class)).isEmpty();
		assertThat(
				app.client().post("/auth/get-code", Map.of("username", "bob", "password", TestUsers.PASSWORD)).json())
			.containsOnlyKeys("access", "refresh");
		assertThat(app.login("alice").json()).containsOnlyKeys("access", "refresh");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	static class Getters {

		@Bean
		PreferredTwoFactorMethodGetter methods() {
			return (user) -> user.id().equals("bob") ? TwoFactorMethod.NO_2FA : null;
		}

		@Bean
		TotpSecretGetter secrets() {
			return (user) -> null;
		}

	}

}
