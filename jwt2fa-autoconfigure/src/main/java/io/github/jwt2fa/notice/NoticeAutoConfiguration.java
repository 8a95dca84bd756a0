package io.github.jwt2fa.notice;

import java.time.Clock;
import java.util.Locale;

import io.github.jwt2fa.mail.MailTemplates;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.state.OwnState;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.wiring.ConditionalOnFlag;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the notices, where the application can send mail.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.mail.MailAutoConfiguration")
@ConditionalOnBean(Mailer.class)
@ConditionalOnFlag(value = "jwt2fa.notify-factor-changes", byDefault = true)
final class NoticeAutoConfiguration {

	@Bean(NoticeSettings.SENDER_BEAN)
	FactorNotices jwt2faFactorNotices(TwoFactorUserService users, Mailer mailer, MailTemplates templates,
			NoticeSettings settings, OwnState state, Environment environment, @Qualifier("jwt2faClock") Clock clock) {
		Locale locale = Binder.get(environment).bind("spring.web.locale", Locale.class).orElseGet(Locale::getDefault);
		return new FactorNotices(users, mailer, templates, settings, locale, new NoticeLimit(state.store(), clock));
	}

}
