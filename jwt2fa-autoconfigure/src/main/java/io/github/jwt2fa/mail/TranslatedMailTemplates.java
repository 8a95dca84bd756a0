package io.github.jwt2fa.mail;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.message.Messages;
import org.jspecify.annotations.Nullable;

/**
 * The translated texts, and an HTML part of the same words.
 */
final class TranslatedMailTemplates implements MailTemplates {

	private static final String CODE = "{code}";

	private static final String CODE_SUBJECT = "jwt2fa.mail.subject";

	private static final String CODE_TEXT = "jwt2fa.mail.body";

	private static final String NOTICE = "jwt2fa.notice.";

	private static final String PARAGRAPH = "\n\n";

	/** Read alike in each language. */
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final Messages messages;

	private final MailSettings settings;

	/**
	 * Templates.
	 * @param messages the translated texts
	 * @param settings what the application says instead
	 */
	TranslatedMailTemplates(Messages messages, MailSettings settings) {
		this.messages = messages;
		this.settings = settings;
	}

	@Override
	public MailText code(CodeMail mail) {
		long minutes = Math.max(1, mail.lifetime().toMinutes());
		String subject = (this.settings.subject() != null) ? this.settings.subject().replace(CODE, mail.code())
				: text(CODE_SUBJECT, mail.locale(), mail.code(), mail.name(), minutes);
		return (this.settings.body() != null)
				// in whichever language
				? mail.write(subject, this.settings.body().replace(CODE, mail.code()), null)
				: mail.write(subject, text(CODE_TEXT, mail.locale(), mail.code(), mail.name(), minutes),
						language(CODE_TEXT, mail.locale()));
	}

	@Override
	public MailText notice(NoticeMail mail) {
		String code = NOTICE + mail.notice();
		StringBuilder text = new StringBuilder(text(code, mail.locale(), arguments(mail))).append(PARAGRAPH)
			.append(text(NOTICE + "at", mail.locale(), TIME.format(mail.event().at())));
		if (mail.contact() != null) {
			text.append('\n').append(text(NOTICE + "contact", mail.locale(), mail.contact()));
		}
		return mail.write(text(NOTICE + "subject", mail.locale()), text.toString(), language(code, mail.locale()));
	}

	private static Object[] arguments(NoticeMail mail) {
		if (mail.event() instanceof TwoFactorEvent.RecoveryCodeUsed used) {
			return new Object[] { mail.name(), used.left() };
		}
		return (mail.event() instanceof TwoFactorEvent.DeviceTrusted trusted)
				? new Object[] { mail.name(), TIME.format(trusted.endsAt()) } : new Object[] { mail.name() };
	}

	private String text(String code, Locale locale, Object... arguments) {
		return this.messages.source().getMessage(code, arguments, locale);
	}

	private @Nullable Locale language(String code, Locale locale) {
		return this.messages.languageOf(code, locale);
	}

}
