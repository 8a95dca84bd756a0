package io.github.jwt2fa.test.autoconfigure;

import java.time.Clock;
import java.time.Instant;

import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.SentCodes;
import io.github.jwt2fa.test.client.LoginClient;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.web.WebSettings;
import io.github.jwt2fa.web.endpoint.EndpointPaths;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.Assert;
import org.springframework.web.context.WebApplicationContext;

/**
 * Auto-configuration of what tests log in with.
 */
@AutoConfiguration(beforeName = { "io.github.jwt2fa.autoconfigure.Jwt2faAutoConfiguration",
		"io.github.jwt2fa.method.sent.mail.MailCodeAutoConfiguration",
		"io.github.jwt2fa.test.autoconfigure.TwoFactorSliceAutoConfiguration" })
final class TwoFactorTestAutoConfiguration {

	private static final long TOTP_STEP_SECONDS = 30;

	/**
	 * At the beginning of a step of TOTP: the code of one that began before the state was
	 * there counts as used. A fallback, so that it is no application's clock.
	 */
	@Bean
	@Fallback
	@ConditionalOnMissingBean(name = "jwt2faClock")
	MutableClock jwt2faClock() {
		long now = Instant.now().getEpochSecond();
		return new MutableClock(Instant.ofEpochSecond(now - now % TOTP_STEP_SECONDS));
	}

	@Bean
	static SentCodesFirst jwt2faSentCodesFirst() {
		return new SentCodesFirst();
	}

	/**
	 * Primary, since {@link SentCodesFirst} says so.
	 */
	@Bean
	@ConditionalOnMissingBean
	SentCodes jwt2faSentCodes() {
		return new SentCodes();
	}

	/**
	 * Made when a test asks for it: the server has its port then.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	LoginClient jwt2faLoginClient(WebApplicationContext context, ObjectProvider<MockMvc> mockMvc,
			ObjectProvider<DispatcherServletPath> servlet, ObjectProvider<EndpointPaths> paths, WebSettings settings,
			SentCodes codes, @Qualifier("jwt2faClock") Clock clock) {
		EndpointPaths known = paths.getIfAvailable();
		Assert.state(known != null,
				"A slice has no endpoints to log in by: give a request accessToken(), or the test @WithTwoFactorUser");
		LocalTestWebServer server = LocalTestWebServer.get(context);
		// MockMvc calls the servlet, wherever a server would have it
		DispatcherServletPath place = (server != null) ? servlet.getIfUnique() : null;
		String prefix = (place != null) ? place.getPrefix() : "";
		return ((server != null) ? over(server) : over(context, mockMvc))
			.paths((endpoint) -> prefix + pathOf(endpoint, known))
			.members((member) -> nameOf(member, settings))
			.codes(codes)
			.clock(clock);
	}

	private static LoginClient over(LocalTestWebServer server) {
		return LoginClient.over(RestTestClient.bindToServer().uriBuilderFactory(server.uriBuilderFactory()).build());
	}

	private static LoginClient over(WebApplicationContext context, ObjectProvider<MockMvc> mockMvc) {
		return LoginClient.over(mockMvc.getIfAvailable(() -> MockMvcBuilders.webAppContextSetup(context)
			.apply(SecurityMockMvcConfigurers.springSecurity())
			.build()));
	}

	private static String pathOf(String endpoint, EndpointPaths paths) {
		return paths.endpoints()
			.stream()
			.filter((each) -> each.path().equals(endpoint))
			.flatMap((each) -> paths.patterns(each).stream())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The application has no endpoint " + endpoint));
	}

	private static String nameOf(String member, WebSettings settings) {
		AuthTokenType type = switch (member) {
			case "access" -> AuthTokenType.ACCESS;
			case "refresh" -> AuthTokenType.REFRESH;
			case "token" -> AuthTokenType.SLIDING;
			default -> null;
		};
		return (type != null) ? settings.tokenMembers().getOrDefault(type, member) : settings.enrollmentTokenMember();
	}

}
