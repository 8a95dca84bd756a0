package io.github.jwt2fa.method.sent.mail;

import java.time.Duration;
import java.util.Locale;

import io.github.jwt2fa.mail.CodeMail;
import io.github.jwt2fa.mail.Mail;
import io.github.jwt2fa.mail.MailTemplates;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.sent.CodeSendingException;
import io.github.jwt2fa.user.TwoFactorUser;
import jakarta.mail.internet.AddressException;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Sends codes by e-mail, in the language that the client asks for.
 */
final class MailCodeSender implements CodeSender {

	private final Mailer mailer;

	private final MailTemplates templates;

	private final Duration codeLifetime;

	private final MessageSource messages;

	/**
	 * A sender.
	 * @param mailer sends the mails
	 * @param templates what they say
	 * @param codeLifetime how long a code is good for
	 * @param messages what is told to clients where no mail is sent
	 */
	MailCodeSender(Mailer mailer, MailTemplates templates, Duration codeLifetime, MessageSource messages) {
		this.mailer = mailer;
		this.templates = templates;
		this.codeLifetime = codeLifetime;
		this.messages = messages;
	}

	@Override
	public void sendCode(TwoFactorUser user, String code) {
		Locale locale = LocaleContextHolder.getLocale();
		Mail mail = mailTo(user, locale);
		mail.send(this.templates.code(new CodeMail(code, this.codeLifetime, user, mail.name(), locale)));
	}

	private Mail mailTo(TwoFactorUser user, Locale locale) {
		try {
			Mail mail = this.mailer.compose(user);
			if (mail != null) {
				return mail;
			}
		}
		catch (AddressException ex) {
			throw new CodeSendingException(this.messages.getMessage("jwt2fa.mail.wrong-address", null, locale), ex);
		}
		throw new CodeSendingException(this.messages.getMessage("jwt2fa.mail.no-address", null, locale));
	}

}
