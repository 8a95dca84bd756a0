package io.github.jwt2fa.method.sent.mail;

import java.util.Locale;

import io.github.jwt2fa.mail.Mail;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.sent.CodeSendingException;
import io.github.jwt2fa.user.TwoFactorUser;
import jakarta.mail.internet.AddressException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Sends codes by e-mail, in the language that the client asks for.
 */
final class MailCodeSender implements CodeSender {

	private static final String CODE = "{code}";

	private final Mailer mailer;

	private final MailSettings settings;

	private final MessageSource messages;

	/**
	 * A sender.
	 * @param mailer sends the mails
	 * @param settings what the e-mails look like
	 * @param messages the translated texts
	 */
	MailCodeSender(Mailer mailer, MailSettings settings, MessageSource messages) {
		this.mailer = mailer;
		this.settings = settings;
		this.messages = messages;
	}

	@Override
	public void sendCode(TwoFactorUser user, String code) {
		Locale locale = LocaleContextHolder.getLocale();
		Mail mail = mailTo(user, locale);
		mail.send(text(mail, this.settings.subject(), "jwt2fa.mail.subject", code),
				text(mail, this.settings.body(), "jwt2fa.mail.body", code));
	}

	private Mail mailTo(TwoFactorUser user, Locale locale) {
		try {
			Mail mail = this.mailer.compose(user.email(), user.username(), this.messages, locale);
			if (mail != null) {
				return mail;
			}
		}
		catch (AddressException ex) {
			throw new CodeSendingException(this.messages.getMessage("jwt2fa.mail.wrong-address", null, locale), ex);
		}
		throw new CodeSendingException(this.messages.getMessage("jwt2fa.mail.no-address", null, locale));
	}

	private String text(Mail mail, @Nullable String override, String message, String code) {
		if (override != null) {
			return override.replace(CODE, code);
		}
		long minutes = Math.max(1, this.settings.codeLifetime().toMinutes());
		return mail.text(message, code, mail.username(), minutes);
	}

}
