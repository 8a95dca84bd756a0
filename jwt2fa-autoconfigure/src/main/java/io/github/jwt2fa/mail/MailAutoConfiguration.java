package io.github.jwt2fa.mail;

import io.github.jwt2fa.message.Messages;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Auto-configuration of mails, where the application can send them.
 */
@AutoConfiguration(after = MailSenderAutoConfiguration.class)
@ConditionalOnClass({ JavaMailSender.class, InternetAddress.class, MailSenderAutoConfiguration.class })
@ConditionalOnBean(JavaMailSender.class)
final class MailAutoConfiguration {

	@Bean
	Mailer jwt2faMailer(ObjectProvider<JavaMailSender> mailSenders, SenderSettings settings) {
		JavaMailSender mailSender = mailSenders.getIfUnique();
		if (mailSender == null) {
			throw new Jwt2faConfigurationException("There is more than one JavaMailSender bean.",
					"Mark the one that sends codes and notices with @Primary. Where a CodeSender bean of yours sends the "
							+ "codes, jwt2fa.notify-factor-changes=false does as well: then jwt2fa sends no mail.");
		}
		return new Mailer(mailSender, from(mailSender, settings));
	}

	@Bean
	@ConditionalOnMissingBean
	MailTemplates jwt2faMailTemplates(Messages messages, MailSettings settings) {
		return new TranslatedMailTemplates(messages, settings);
	}

	/**
	 * Where nothing is configured and the name of the mail account is no address, an
	 * address that is good for a try.
	 */
	private static MailAddress from(JavaMailSender mailSender, SenderSettings settings) {
		String configured = settings.address();
		try {
			return Mailer.addressFor(mailSender, (configured != null) ? configured : settings.account());
		}
		catch (AddressException ex) {
			if (configured == null) {
				return MailAddress.NOBODY;
			}
			throw new Jwt2faConfigurationException(
					"The property jwt2fa.email-sender-from-address is \"" + configured + "\": " + ex.getMessage() + ".",
					settings.help());
		}
	}

}
