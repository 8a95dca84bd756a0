package io.github.jwt2fa.docs.shop;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's policy in an application that runs.
 */
class DocumentedPolicyIT {

	@Test
	void policyWhenComputedForEachUserThenEachHasTheirOwnDate() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, StaffPolicy.class, Staff.class))) {
			Answer asCustomer = app.login("alice", PASSWORD, "alice@example.com");
			assertThat(factorsOf(app, asCustomer)).doesNotContainKey("required");
			LocalDate today = LocalDate.now(ZoneId.of("Europe/Berlin"));
			app.bean(StaffRegister.class).hire("alice", today);
			Answer asNew = app.login("alice", PASSWORD, "alice@example.com");
			Instant end = today.plusDays(14).atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant();
			assertThat(factorsOf(app, asNew)).containsEntry("required",
					Map.of("methods", List.of("totp"), "from", (int) end.getEpochSecond()));
			app.bean(StaffRegister.class).hire("alice", today.minusDays(15));
			assertThat(app.client().refresh(asNew.text("refresh")).code())
				.isEqualTo("insufficient_user_authentication");
			assertThat(app.login("alice", PASSWORD, "alice@example.com").json()).containsOnlyKeys("enrollment_token");
		}
	}

	@Test
	void policyWhenByTheUserAloneThenSomeAreHeldToIt() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, OwnFactorsForAll.class))) {
			Customers customers = app.bean(Customers.class);
			Customer alice = customers.findByUsernameIgnoreCase("alice").orElseThrow();
			customers
				.add(new Customer("carol@example.com", alice.passwordHash(), "carol@example.com", null, null, true));
			assertThat(app.login("alice", PASSWORD, "alice@example.com").json()).containsOnlyKeys("access", "refresh");
			assertThat(app.login("carol@example.com", PASSWORD, "carol@example.com").json())
				.containsOnlyKeys("enrollment_token");
		}
	}

	private static Map<String, Object> factorsOf(TestApplication app, Answer login) {
		return app.client().bearer(login.text("access")).get("/auth/factors/").json();
	}

	@Configuration(proxyBeanMethods = false)
	static class Staff {

		@Bean
		StaffRegister staffRegister() {
			return new StaffRegister();
		}

	}

}
