package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.test.AutoConfigured;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mail.javamail.JavaMailSender;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is sent by e-mail.
 */
class MailAutoConfigurationTests {

	private static final String CODES = "jwt2faCodeSender";

	private static final String NOTICES = "jwt2faFactorNotices";

	private static final CodeSender TEXT_MESSAGES = (user, code) -> {
	};

	private static WebApplicationContextRunner with(String... settings) {
		return AutoConfigured.web(settings).withBean(InMemoryData.class);
	}

	@Test
	void mailWhenThereIsAServerThenCarriesCodesAndNotices() {
		with().run((context) -> assertThat(context).hasNotFailed().hasBean(CODES).hasBean(NOTICES));
	}

	@Test
	void noticesWhenTurnedOffThenCodesAreStillSent() {
		with("jwt2fa.notify-factor-changes=false")
			.run((context) -> assertThat(context).hasNotFailed().hasBean(CODES).doesNotHaveBean(NOTICES));
	}

	@Test
	void codesWhenSentByTheApplicationThenNoticesAreStillMailed() {
		with().withBean("own", CodeSender.class, () -> TEXT_MESSAGES).run((context) -> {
			assertThat(context).hasNotFailed().getBeanNames(CodeSender.class).containsExactly("own");
			assertThat(context).hasBean(NOTICES);
		});
	}

	@Test
	void mailWhenThereIsNoServerThenNothingIsMailed() {
		with("spring.mail.host").withBean(CodeSender.class, () -> TEXT_MESSAGES).run(this::assertThatNothingIsMailed);
	}

	@Test
	void mailWhenItsLibraryIsNotThereThenNothingIsMailed() {
		with().withBean(CodeSender.class, () -> TEXT_MESSAGES)
			.withClassLoader(new FilteredClassLoader(JavaMailSender.class))
			.run(this::assertThatNothingIsMailed);
		with().withBean(CodeSender.class, () -> TEXT_MESSAGES)
			.withClassLoader(new FilteredClassLoader("jakarta.mail"))
			.run(this::assertThatNothingIsMailed);
	}

	private void assertThatNothingIsMailed(AssertableWebApplicationContext context) {
		assertThat(context).hasNotFailed()
			.doesNotHaveBean("jwt2faMailer")
			.doesNotHaveBean(CODES)
			.doesNotHaveBean(NOTICES);
	}

	@Test
	void codesWhenNobodySendsThemAndNobodyAsksForThemThenStarts() {
		with("spring.mail.host", "jwt2fa.fallback-2fa-method=no-2fa", "jwt2fa.trusted-2fa-methods=totp,no-2fa")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CodeSender.class));
	}

}
