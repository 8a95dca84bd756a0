package io.github.jwt2fa.autoconfigure;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.mail.CodeMail;
import io.github.jwt2fa.mail.MailTemplates;
import io.github.jwt2fa.mail.MailText;
import io.github.jwt2fa.mail.NoticeMail;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.token.AuthTokenAuthoritiesGetter;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserEmailGetter;
import io.github.jwt2fa.web.LoginResponseRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each bean that depends on nothing but whether the application has one.
 */
class ReplacedBeansAutoConfigurationTests {

	private static final String CLOCK = "jwt2faClock";

	private static WebApplicationContextRunner web() {
		return AutoConfigured.web().withBean(InMemoryData.class);
	}

	static Stream<Arguments> replacements() {
		return Stream.of(replacement(AuthTokenAuthoritiesGetter.class, (token) -> List.of()),
				replacement(AuthTokenIssuer.class, (login) -> AuthTokens.of(AuthTokenType.ACCESS, "own")),
				replacement(ErrorRenderer.class, (error, request, response) -> {
				}), replacement(LoginResponseRenderer.class, (result) -> Map.of()),
				replacement(MailTemplates.class, new NoWords()),
				replacement(PreferredTwoFactorMethodGetter.class, (user) -> null),
				replacement(TotpSecretGetter.class, (user) -> null), replacement(UserEmailGetter.class, (user) -> null),
				replacement(TwoFactorUserService.class, new NoUsers()));
	}

	private static <T> Arguments replacement(Class<T> type, T own) {
		return Arguments.of(type, own);
	}

	@ParameterizedTest
	@MethodSource("replacements")
	<T> void beanWhenTheApplicationHasOneThenOursStepsBack(Class<T> type, T own) {
		web().run((context) -> assertThat(context).hasSingleBean(type));
		web().withBean("own", type, () -> own).run((context) -> {
			assertThat(context).hasNotFailed().getBeanNames(type).containsExactly("own");
			assertThat(context.getBean(type)).isSameAs(own);
		});
	}

	@Test
	void clockWhenTheApplicationHasOneOfTheNameThenOursStepsBack() {
		MutableClock own = new MutableClock();
		web().withBean(CLOCK, Clock.class, () -> own)
			.run((context) -> assertThat(context.getBean(CLOCK)).isSameAs(own));
	}

	@Test
	void clockWhenTheApplicationHasOneOfAnotherNameThenIsNotTheOneOfLogins() {
		MutableClock own = new MutableClock();
		web().withBean("ordersClock", Clock.class, () -> own).run((context) -> {
			assertThat(context.getBean(CLOCK)).isNotSameAs(own);
			assertThat(context.getBeanProvider(Clock.class).getIfUnique()).isSameAs(own);
		});
	}

	private static final class NoWords implements MailTemplates {

		@Override
		public MailText code(CodeMail mail) {
			return mail.write("", "");
		}

		@Override
		public MailText notice(NoticeMail mail) {
			return mail.write("", "");
		}

	}

	private static final class NoUsers implements TwoFactorUserService {

		@Override
		public TwoFactorUser findById(String id) {
			return null;
		}

		@Override
		public TwoFactorUser findByAuthentication(Authentication authentication) {
			throw new IllegalStateException("There are no users");
		}

	}

}
