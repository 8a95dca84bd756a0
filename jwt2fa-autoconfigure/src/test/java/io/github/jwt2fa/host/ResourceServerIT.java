package io.github.jwt2fa.host;

import java.util.Date;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The application is an OAuth2 resource server too, for the tokens of a partner.
 */
class ResourceServerIT {

	private static final byte[] PARTNER_KEY = "the partner's key, which is none of ours".getBytes();

	private static String partnerToken() throws JOSEException {
		SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256),
				new JWTClaimsSet.Builder().subject("partner")
					.expirationTime(new Date(System.currentTimeMillis() + 60_000))
					.build());
		token.sign(new MACSigner(PARTNER_KEY));
		return token.serialize();
	}

	@Nested
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	class ChainOfBoot {

		private TestApplication app;

		@BeforeAll
		void start() {
			this.app = TestApplication.with(List.of(NoDatabase.class, Partner.class));
		}

		@AfterAll
		void stop() {
			this.app.close();
		}

		@Test
		void resourceWhenTokenIsOfThePartnerThenOpens() throws JOSEException {
			Answer answer = this.app.client().bearer(partnerToken()).get("/whoami");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("partner");
		}

		@Test
		void resourceWhenTokenIsOursThenIsRefusedByTheResourceServer() {
			String access = this.app.login("alice").text("access");
			Answer answer = this.app.client().bearer(access).get("/whoami");
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
		}

		@Test
		void decoderWhenApplicationDefinesOneThenIsTheOnlyOne() {
			assertThat(this.app.beans(JwtDecoder.class)).containsOnlyKeys("partnerJwtDecoder");
		}

	}

	@Nested
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	class ChainForEach {

		private TestApplication app;

		@BeforeAll
		void start() {
			this.app = TestApplication.with(List.of(NoDatabase.class, Partner.class, TwoChains.class));
		}

		@AfterAll
		void stop() {
			this.app.close();
		}

		@Test
		void chainOfThePartnerWhenTokenIsOfThePartnerThenOpens() throws JOSEException {
			assertThat(this.app.client().bearer(partnerToken()).get("/partner/whoami").body()).isEqualTo("partner");
		}

		@Test
		void chainOfThePartnerWhenTokenIsOursThenRefuses() {
			String access = this.app.login("alice").text("access");
			Answer answer = this.app.client().bearer(access).get("/partner/whoami");
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
		}

		@Test
		void ourChainWhenTokenIsOursThenOpens() {
			String access = this.app.login("alice").text("access");
			assertThat(this.app.client().bearer(access).get("/whoami").body()).isEqualTo("alice");
		}

		@Test
		void ourChainWhenTokenIsOfThePartnerThenRefuses() throws JOSEException {
			Answer answer = this.app.client().bearer(partnerToken()).get("/whoami");
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("token_not_valid");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Whoami.class)
	static class Partner {

		@Bean
		JwtDecoder partnerJwtDecoder() {
			return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(PARTNER_KEY, "HmacSHA256")).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoChains {

		@Bean
		@Order(1)
		SecurityFilterChain partnerChain(HttpSecurity http) {
			http.securityMatcher("/partner/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((server) -> server.jwt(withDefaults()));
			return http.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain userChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

	}

}
