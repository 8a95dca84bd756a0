package io.github.jwt2fa.test.autoconfigure;

import io.github.jwt2fa.notice.NoticeSettings;
import io.github.jwt2fa.test.client.LoginClient;
import io.github.jwt2fa.test.client.RefusedLoginException;
import io.github.jwt2fa.test.shop.ShopApplication;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Applications that are held against a standard start with what the kit sets.
 */
class ProfileIT {

	@Nested
	@SpringBootTest(classes = ShopApplication.class,
			properties = { "jwt2fa.profile=asvs-l2", "jwt2fa.profile-exceptions=jwt2fa.state.store",
					"jwt2fa.totp-valid-window=0", "jwt2fa.token.check-revocation=true" })
	@AutoConfigureTwoFactor
	class Asvs {

		@Autowired
		private LoginClient client;

		@Autowired
		private NoticeSettings notices;

		@Test
		void loginWhenHeldToAsvsThenIn() {
			assertThat(this.client.login("alice", ShopApplication.PASSWORD).withSentCode().accessToken()).isNotEmpty();
			assertThat(this.notices.on()).isFalse();
		}

	}

	@Nested
	@SpringBootTest(classes = { ShopApplication.class, Notices.class },
			properties = { "jwt2fa.profile=nist-aal2", "jwt2fa.profile-exceptions=jwt2fa.state.store",
					"jwt2fa.trusted-2fa-methods=totp,passkey", "jwt2fa.passkey.rp-id=shop.example",
					"jwt2fa.notice-contact=security@shop.example", "jwt2fa.token.refresh-family-lifetime=24h",
					"jwt2fa.token.refresh-token-lifetime=1h" })
	@AutoConfigureTwoFactor
	class Nist {

		@Autowired
		private LoginClient client;

		@Test
		void loginWhenHeldToNistThenRefusedAsInProduction() {
			assertThatExceptionOfType(RefusedLoginException.class)
				.isThrownBy(() -> this.client.login("alice", "wrong").withPasswordAlone())
				.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo("authentication_failed"));
		}

	}

	/**
	 * Stands for what sends notices, which NIST asks for.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Notices {

		@Bean(NoticeSettings.SENDER_BEAN)
		Object notices() {
			return new Object();
		}

	}

}
