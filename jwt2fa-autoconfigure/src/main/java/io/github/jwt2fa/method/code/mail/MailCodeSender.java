package io.github.jwt2fa.method.code.mail;

import java.util.Locale;

import io.github.jwt2fa.method.code.CodeSender;
import io.github.jwt2fa.method.code.CodeSendingException;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Sends codes by e-mail, in the language that the client asks for.
 */
public final class MailCodeSender implements CodeSender {

	private static final String CODE = "{code}";

	private final JavaMailSender mailSender;

	private final MailSettings settings;

	private final MessageSource messages;

	/**
	 * A sender.
	 * @param mailSender the application's mail sender
	 * @param settings what the e-mails look like
	 * @param messages the translated texts
	 */
	public MailCodeSender(JavaMailSender mailSender, MailSettings settings, MessageSource messages) {
		this.mailSender = mailSender;
		this.settings = settings;
		this.messages = messages;
	}

	@Override
	public void sendCode(TwoFactorUser user, String code) {
		Locale locale = LocaleContextHolder.getLocale();
		if (user.email() == null || user.email().isBlank()) {
			throw new CodeSendingException(this.messages.getMessage("jwt2fa.mail.no-address", null, locale));
		}
		SimpleMailMessage mail = new SimpleMailMessage();
		mail.setFrom(this.settings.from());
		mail.setTo(user.email());
		mail.setSubject(text(this.settings.subject(), "jwt2fa.mail.subject", user, code, locale));
		mail.setText(text(this.settings.body(), "jwt2fa.mail.body", user, code, locale));
		this.mailSender.send(mail);
	}

	private String text(@Nullable String override, String message, TwoFactorUser user, String code, Locale locale) {
		if (override != null) {
			return override.replace(CODE, code);
		}
		long minutes = Math.max(1, this.settings.codeLifetime().toMinutes());
		return this.messages.getMessage(message, new Object[] { code, user.username(), minutes }, locale);
	}

}
