package io.github.jwt2fa.method.sent.mail;

import io.github.jwt2fa.mail.MailAddress;
import io.github.jwt2fa.mail.MailSettings;
import io.github.jwt2fa.mail.MailTemplates;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.mail.SenderSettings;
import io.github.jwt2fa.message.Messages;
import io.github.jwt2fa.method.sent.CodeSender;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of codes by e-mail, where the application can send mail and has no
 * other way to send codes.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.mail.MailAutoConfiguration")
@ConditionalOnBean(Mailer.class)
final class MailCodeAutoConfiguration {

	private static final Log logger = LogFactory.getLog(MailCodeAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	CodeSender jwt2faCodeSender(Mailer mailer, MailTemplates templates, SenderSettings sender, MailSettings settings,
			Messages messages) {
		if (mailer.from() == MailAddress.NOBODY) {
			logger.warn(
					"Codes are sent from " + MailAddress.NOBODY + ", which many mail servers refuse. " + sender.help());
		}
		return new MailCodeSender(mailer, templates, settings.codeLifetime(), messages.source());
	}

}
