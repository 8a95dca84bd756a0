package io.github.jwt2fa.method.sent.mail;

import java.util.Locale;

import io.github.jwt2fa.mail.MailAddress;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.mail.ShownName;
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
		MailAddress to = addressOf(user, locale);
		String username = ShownName.of(user.username(), to);
		this.mailer.send(to, text(this.settings.subject(), "jwt2fa.mail.subject", username, code, locale),
				text(this.settings.body(), "jwt2fa.mail.body", username, code, locale));
	}

	private MailAddress addressOf(TwoFactorUser user, Locale locale) {
		if (user.email() == null || user.email().isBlank()) {
			throw new CodeSendingException(this.messages.getMessage("jwt2fa.mail.no-address", null, locale));
		}
		try {
			return this.mailer.recipient(user.email());
		}
		catch (AddressException ex) {
			throw new CodeSendingException(this.messages.getMessage("jwt2fa.mail.wrong-address", null, locale), ex);
		}
	}

	private String text(@Nullable String override, String message, String username, String code, Locale locale) {
		if (override != null) {
			return override.replace(CODE, code);
		}
		long minutes = Math.max(1, this.settings.codeLifetime().toMinutes());
		return this.messages.getMessage(message, new Object[] { code, username, minutes }, locale);
	}

}
