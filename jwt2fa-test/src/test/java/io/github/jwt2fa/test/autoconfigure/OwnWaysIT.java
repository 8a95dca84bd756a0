package io.github.jwt2fa.test.autoconfigure;

import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.notice.NoticeSettings;
import io.github.jwt2fa.test.client.Login;
import io.github.jwt2fa.test.client.LoginClient;
import io.github.jwt2fa.test.shop.ShopApplication;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that does by itself what the kit does by default: its keys are where no
 * test can read them, its own bean sends codes before all others, and paths and names are
 * its own.
 */
@SpringBootTest(classes = { ShopApplication.class, OwnWaysIT.OwnSender.class },
		webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "jwt2fa.secret-key=${A_VARIABLE_THAT_IS_ON_NO_MACHINE}",
				"jwt2fa.token.signing-key=${A_SECOND_ONE}", "jwt2fa.totp-encryption-key=${A_THIRD_ONE},${A_FOURTH_ONE}",
				"jwt2fa.code-token-secret-key=${A_FIFTH_ONE:}", "jwt2fa.code-extension-secret=${A_SIXTH_ONE}",
				"spring.mvc.servlet.path=/api", "jwt2fa.auth-result-access-token-key=key",
				"jwt2fa.auth-result-refresh-token-key=next" })
@AutoConfigureTwoFactor
class OwnWaysIT {

	@Autowired
	private LoginClient client;

	@Autowired
	private NoticeSettings notices;

	@LocalServerPort
	private int port;

	@Test
	void loginWhenTheApplicationHasItsOwnWaysThenIn() {
		Login login = this.client.login("alice", ShopApplication.PASSWORD).withSentCode();
		assertThat(login.answer()).containsOnlyKeys("key", "next");
		assertThat(statusOfOrders(login)).isEqualTo(200);
		Login refreshed = login.refresh();
		assertThat(statusOfOrders(refreshed)).isEqualTo(200);
		assertThat(statusOfOrders(refreshed.refresh())).isEqualTo(200);
	}

	private int statusOfOrders(Login login) {
		return RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + this.port)
			.build()
			.get()
			.uri("/api/orders")
			.headers(login::authorize)
			.exchange()
			.returnResult()
			.getStatus()
			.value();
	}

	@Test
	void noticesWhenNothingIsSaidOfThemThenNone() {
		assertThat(this.notices.on()).isFalse();
	}

	/**
	 * Sends for real.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnSender {

		@Bean
		@Primary
		CodeSender smsSender() {
			return (user, code) -> {
				throw new IllegalStateException("No test sends a real one");
			};
		}

	}

}
