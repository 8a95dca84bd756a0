package io.github.jwt2fa.autoconfigure;

import java.util.Properties;

import io.github.jwt2fa.method.code.CodeSender;
import io.github.jwt2fa.method.code.mail.MailCodeSender;
import io.github.jwt2fa.method.code.mail.MailSettings;
import io.github.jwt2fa.notice.FactorNotices;
import io.github.jwt2fa.user.TwoFactorUserService;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Auto-configuration of codes by e-mail, where the application can send mail.
 */
@AutoConfiguration(after = MailSenderAutoConfiguration.class)
@ConditionalOnClass({ JavaMailSender.class, InternetAddress.class, MailSenderAutoConfiguration.class })
@ConditionalOnBean(JavaMailSender.class)
@EnableConfigurationProperties(Jwt2faProperties.class)
public final class Jwt2faMailAutoConfiguration {

	private static final Log logger = LogFactory.getLog(Jwt2faMailAutoConfiguration.class);

	/**
	 * JavaMail waits for ever unless told otherwise. A client is told within ten seconds
	 * that no code was sent, so that the server has a little less.
	 */
	private static final String TIMEOUT_MILLIS = "9500";

	@Bean
	MailSettings jwt2faMailSettings(JavaMailSender mailSender, Jwt2faProperties properties, Environment environment) {
		if (mailSender instanceof JavaMailSenderImpl sender) {
			limitWaiting(sender);
		}
		return new MailSettings(fromAddress(properties, environment), properties.emailSenderSubjectOverride(),
				properties.emailSenderBodyOverride(), properties.codeExpirationTime());
	}

	@Bean
	@ConditionalOnMissingBean
	CodeSender jwt2faCodeSender(JavaMailSender mailSender, MailSettings settings,
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages) {
		return new MailCodeSender(mailSender, settings, new Jwt2faMessageSource(applicationMessages));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "jwt2fa.notify-factor-changes", matchIfMissing = true)
	FactorNotices jwt2faFactorNotices(TwoFactorUserService users, JavaMailSender mailSender, MailSettings settings,
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages,
			@Qualifier("applicationTaskExecutor") ObjectProvider<AsyncTaskExecutor> executors) {
		AsyncTaskExecutor executor = executors.getIfAvailable(SimpleAsyncTaskExecutor::new);
		return new FactorNotices(users, mailSender, settings.from(), new Jwt2faMessageSource(applicationMessages),
				executor);
	}

	private static void limitWaiting(JavaMailSenderImpl sender) {
		Properties settings = sender.getJavaMailProperties();
		String protocol = (sender.getProtocol() != null) ? sender.getProtocol() : JavaMailSenderImpl.DEFAULT_PROTOCOL;
		for (String name : new String[] { "connectiontimeout", "timeout", "writetimeout" }) {
			settings.putIfAbsent("mail." + protocol + "." + name, TIMEOUT_MILLIS);
		}
	}

	private static String fromAddress(Jwt2faProperties properties, Environment environment) {
		String configured = properties.emailSenderFromAddress();
		if (configured != null) {
			if (!isAddress(configured)) {
				throw new Jwt2faConfigurationException(
						"The property jwt2fa.email-sender-from-address is \"" + configured + "\".",
						PropertyMends.of("email-sender-from-address"));
			}
			return configured;
		}
		String username = environment.getProperty("spring.mail.username");
		if (username != null && isAddress(username)) {
			return username;
		}
		logger.warn("Codes are sent from webmaster@localhost, which many mail servers refuse. "
				+ PropertyMends.of("email-sender-from-address"));
		return "webmaster@localhost";
	}

	private static boolean isAddress(@Nullable String text) {
		try {
			InternetAddress[] addresses = InternetAddress.parse(text, true);
			if (addresses.length != 1) {
				return false;
			}
			addresses[0].validate();
			return addresses[0].getAddress().contains("@");
		}
		catch (AddressException ex) {
			return false;
		}
	}

}
