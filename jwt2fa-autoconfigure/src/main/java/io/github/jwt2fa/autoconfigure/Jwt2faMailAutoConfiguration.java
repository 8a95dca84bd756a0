package io.github.jwt2fa.autoconfigure;

import java.time.Clock;
import java.util.Locale;

import io.github.jwt2fa.mail.MailAddress;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.sent.mail.MailCodeSender;
import io.github.jwt2fa.method.sent.mail.MailSettings;
import io.github.jwt2fa.notice.FactorNotices;
import io.github.jwt2fa.notice.NoticeLimit;
import io.github.jwt2fa.response.Languages;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.user.TwoFactorUserService;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Auto-configuration of codes by e-mail, where the application can send mail.
 */
@AutoConfiguration(after = MailSenderAutoConfiguration.class)
@ConditionalOnClass({ JavaMailSender.class, InternetAddress.class, MailSenderAutoConfiguration.class })
@ConditionalOnBean(JavaMailSender.class)
@EnableConfigurationProperties(Jwt2faProperties.class)
public final class Jwt2faMailAutoConfiguration {

	private static final Log logger = LogFactory.getLog(Jwt2faMailAutoConfiguration.class);

	@Bean
	Mailer jwt2faMailer(ObjectProvider<JavaMailSender> mailSenders, Jwt2faProperties properties,
			Environment environment) {
		JavaMailSender mailSender = mailSenders.getIfUnique();
		if (mailSender == null) {
			throw MissingPieces.mailSender();
		}
		return new Mailer(mailSender, from(mailSender, properties, environment));
	}

	@Bean
	@ConditionalOnMissingBean
	CodeSender jwt2faCodeSender(Mailer mailer, Jwt2faProperties properties, Languages languages,
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages) {
		if (mailer.from() == MailAddress.NOBODY) {
			logger.warn("Codes are sent from " + MailAddress.NOBODY + ", which many mail servers refuse. "
					+ PropertyMends.of("email-sender-from-address"));
		}
		MailSettings settings = new MailSettings(properties.emailSenderSubjectOverride(),
				properties.emailSenderBodyOverride(), properties.codeExpirationTime());
		return new MailCodeSender(mailer, settings, new Jwt2faMessageSource(applicationMessages, languages));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "jwt2fa.notify-factor-changes", matchIfMissing = true)
	FactorNotices jwt2faFactorNotices(TwoFactorUserService users, Mailer mailer, Jwt2faSettings settings,
			StateStore store, Environment environment, @Qualifier("jwt2faClock") Clock clock, Languages languages,
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages) {
		Locale locale = Binder.get(environment).bind("spring.web.locale", Locale.class).orElseGet(Locale::getDefault);
		return new FactorNotices(users, mailer, new Jwt2faMessageSource(applicationMessages, languages), locale,
				new NoticeLimit(Jwt2faAutoConfiguration.hashed(store, settings), clock));
	}

	/**
	 * Where nothing is configured and the name of the mail account is no address, an
	 * address that is good for a try.
	 */
	private static MailAddress from(JavaMailSender mailSender, Jwt2faProperties properties, Environment environment) {
		String configured = properties.emailSenderFromAddress();
		if (configured != null) {
			return configuredFrom(mailSender, configured);
		}
		String username = environment.getProperty("spring.mail.username", "");
		try {
			return Mailer.addressFor(mailSender, username);
		}
		catch (AddressException ex) {
			return MailAddress.NOBODY;
		}
	}

	private static MailAddress configuredFrom(JavaMailSender mailSender, String configured) {
		try {
			return Mailer.addressFor(mailSender, configured);
		}
		catch (AddressException ex) {
			throw new Jwt2faConfigurationException(
					"The property jwt2fa.email-sender-from-address is \"" + configured + "\": " + ex.getMessage() + ".",
					PropertyMends.of("email-sender-from-address"));
		}
	}

}
