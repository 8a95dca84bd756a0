package io.github.jwt2fa.mail;

/**
 * What mails say. The default takes the translated texts, and makes an HTML part of the
 * same words; a bean of one's own replaces both. Safe for use by several threads. If it
 * throws, the mail is not sent: the client is told so of a code, and the log of a notice.
 *
 * @since 0.1.0
 */
public interface MailTemplates {

	/**
	 * A mail that brings a code, which is best alone on its line, and not in the subject:
	 * subjects are shown on locked screens.
	 * @param mail what there is to say
	 * @return the words
	 */
	MailText code(CodeMail mail);

	/**
	 * A mail that tells what happened to a user's login.
	 * @param mail what there is to say
	 * @return the words
	 */
	MailText notice(NoticeMail mail);

}
