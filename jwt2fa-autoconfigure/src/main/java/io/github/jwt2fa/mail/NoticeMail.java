package io.github.jwt2fa.mail;

import java.util.Locale;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * A mail that tells what happened to a user's login.
 *
 * @param notice what it tells, such as {@code passkey-added}: the end of its message code
 * @param event what happened, and when
 * @param user who gets it
 * @param name the user's name as it may stand in a mail: one short line that no mail
 * program makes a link of, whatever the user has put into it
 * @param contact whom to ask, or {@code null} if nobody is known
 * @param locale the user's language, or else the default one
 * @since 0.1.0
 */
public record NoticeMail(String notice, TwoFactorEvent event, TwoFactorUser user, String name, @Nullable String contact,
		Locale locale) {

	/**
	 * A mail of these words in the language of the user, with an HTML part of the same.
	 * @param subject the subject
	 * @param text the text: paragraphs with an empty line between them
	 * @return the mail
	 */
	public MailText write(String subject, String text) {
		return write(subject, text, this.locale);
	}

	MailText write(String subject, String text, @Nullable Locale language) {
		return new MailText(subject, text, HtmlPart.of(subject, text, null, language), language);
	}

}
