package io.github.jwt2fa.host;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.web.LoginResponseRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application replaces every bean that may be replaced, though it could have had the
 * default of each.
 */
class EveryBeanReplacedIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(List.of(Replacements.class),
			"jwt2fa.trusted-2fa-methods=code-sender,no-2fa");

	private static Answer firstStep(String username) {
		return app.client().post("/auth/get-code", Map.of("username", username, "password", TestUsers.PASSWORD));
	}

	private static String sentCode(String userId) {
		return app.bean(CarrierPigeon.class).sent.get(userId);
	}

	private static Answer login() {
		String codeToken = firstStep("alice").text("token");
		return app.client().post("/auth/auth", Map.of("code_token", codeToken, "code", sentCode("id of alice")));
	}

	@Test
	void beansWhenReplacedThenHaveNoDefaultBesideThem() {
		for (Class<?> type : List.of(CodeSender.class, TwoFactorUserService.class,
				UserTwoFactorAuthDataRepository.class, PreferredTwoFactorMethodGetter.class, TotpSecretGetter.class,
				StateStore.class, AuthTokenIssuer.class, LoginResponseRenderer.class, ErrorRenderer.class)) {
			assertThat(app.beans(type)).as(type.getSimpleName()).hasSize(1);
		}
		assertThat(app.beans(Clock.class)).containsOnlyKeys("jwt2faClock");
	}

	@Test
	void codeSenderAndUserServiceWhenReplacedThenTheCodeIsForTheirUser() {
		assertThat(firstStep("alice").status()).isEqualTo(200);
		assertThat(sentCode("id of alice")).isNotNull();
		assertThat(app.mail().messages()).isEmpty();
	}

	@Test
	void issuerAndRendererWhenReplacedThenAnswerTheLogin() {
		Answer login = login();
		assertThat(login.json()).containsOnlyKeys("jwt");
		assertThat(app.client().bearer(login.text("jwt")).get("/whoami").body()).isEqualTo("alice");
	}

	@Test
	void preferredTwoFactorMethodGetterWhenReplacedThenDecides() {
		assertThat(firstStep("bob").json()).containsOnlyKeys("jwt");
	}

	@Test
	void errorRendererWhenReplacedThenWritesEveryRefusal() {
		assertThat(app.client().post("/auth/get-code", Map.of()).body()).isEqualTo("refused: invalid");
		assertThat(app.client().get("/auth/get-code").body()).isEqualTo("refused: method_not_allowed");
		assertThat(app.client().get("/whoami").body()).isEqualTo("refused: not_authenticated");
		assertThat(app.client().bearer("x").get("/whoami").body()).isEqualTo("refused: token_not_valid");
	}

	@Test
	void stateStoreWhenReplacedThenKeepsTheState() {
		login();
		assertThat(app.bean(RecordingStore.class).kinds).contains("code-token", "user");
	}

	@Test
	void clockWhenReplacedThenTokensGoByIt() {
		String access = login().text("jwt");
		app.clock().advance(Duration.ofMinutes(4));
		assertThat(app.client().bearer(access).get("/whoami").status()).isEqualTo(200);
		app.clock().advance(Duration.ofMinutes(2));
		assertThat(app.client().bearer(access).get("/whoami").status()).isEqualTo(401);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Whoami.class, CarrierPigeon.class, RecordingStore.class, Users.class, InMemoryData.class })
	static class Replacements {

		@Bean
		PreferredTwoFactorMethodGetter methods() {
			return (user) -> user.id().equals("id of bob") ? TwoFactorMethod.NO_2FA : null;
		}

		@Bean
		TotpSecretGetter secrets() {
			return (user) -> null;
		}

		@Bean
		AuthTokenIssuer issuer(AuthTokenFactory tokens) {
			return (login) -> AuthTokens.of(AuthTokenType.ACCESS, tokens.create(AuthTokenType.ACCESS, login));
		}

		@Bean
		LoginResponseRenderer response() {
			return (result) -> Map.of("jwt", result.tokens().get(AuthTokenType.ACCESS));
		}

		@Bean
		ErrorRenderer renderer() {
			return (error, request, response) -> {
				response.setStatus(error.status());
				response.setContentType("text/plain");
				response.getOutputStream().write(("refused: " + error.code()).getBytes(StandardCharsets.UTF_8));
			};
		}

	}

	static class CarrierPigeon implements CodeSender {

		private final Map<String, String> sent = new ConcurrentHashMap<>();

		@Override
		public void sendCode(TwoFactorUser user, String code) {
			this.sent.put(user.id(), code);
		}

	}

	static class RecordingStore implements StateStore {

		private final Set<String> kinds = ConcurrentHashMap.newKeySet();

		private final StateStore store;

		RecordingStore(@Qualifier("jwt2faClock") Clock clock) {
			this.store = new InMemoryStateStore(clock, 1000);
		}

		@Override
		public byte @Nullable [] get(StateKey key) {
			return this.store.get(key);
		}

		@Override
		public boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update,
				Duration timeToLive) {
			this.kinds.add(key.kind());
			return this.store.compareAndSet(key, expected, update, timeToLive);
		}

	}

	/**
	 * Users whose id is not their name.
	 */
	static class Users implements TwoFactorUserService {

		private static final String PREFIX = "id of ";

		private final TestUsers users;

		Users(TestUsers users) {
			this.users = users;
		}

		@Override
		public TwoFactorUser findById(String id) {
			return id.startsWith(PREFIX) ? user(id.substring(PREFIX.length())) : null;
		}

		@Override
		public TwoFactorUser findByAuthentication(Authentication authentication) {
			return user(authentication.getName());
		}

		private TwoFactorUser user(String username) {
			TwoFactorUser user = TwoFactorUser.of(this.users.loadUserByUsername(username));
			return TwoFactorUser.withId(PREFIX + user.id())
				.username(user.username())
				.principal(user.principal())
				.build();
		}

	}

}
