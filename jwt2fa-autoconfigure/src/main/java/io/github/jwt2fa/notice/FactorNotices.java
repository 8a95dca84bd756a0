package io.github.jwt2fa.notice;

import java.util.Locale;
import java.util.concurrent.Executor;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Sends a notice after each change of a factor, and when someone who knows the password
 * has spent the budget of second-factor failures. Off the request's thread: a change that
 * took effect does not fail for a mail server.
 */
public final class FactorNotices {

	private static final Log logger = LogFactory.getLog(FactorNotices.class);

	private final TwoFactorUserService users;

	private final JavaMailSender mailSender;

	private final String from;

	private final MessageSource messages;

	private final Executor executor;

	/**
	 * Notices.
	 * @param users finds the users' addresses
	 * @param mailSender the application's mail sender
	 * @param from the sender's address
	 * @param messages the translated texts
	 * @param executor runs the sending
	 */
	public FactorNotices(TwoFactorUserService users, JavaMailSender mailSender, String from, MessageSource messages,
			Executor executor) {
		this.users = users;
		this.mailSender = mailSender;
		this.from = from;
		this.messages = messages;
		this.executor = executor;
	}

	@EventListener
	void on(TwoFactorEvent.TotpActivated event) {
		tell(event.userId(), "totp-activated");
	}

	@EventListener
	void on(TwoFactorEvent.MethodChanged event) {
		tell(event.userId(), "method-changed");
	}

	@EventListener
	void on(TwoFactorEvent.TwoFactorReset event) {
		tell(event.userId(), "reset");
	}

	@EventListener
	void on(TwoFactorEvent.SecondFactorBudgetSpent event) {
		tell(event.userId(), "budget-spent");
	}

	@EventListener
	void on(TwoFactorEvent.RefreshTokenReused event) {
		tell(event.userId(), "refresh-token-reused");
	}

	private void tell(String userId, String notice) {
		Locale locale = LocaleContextHolder.getLocale();
		try {
			this.executor.execute(() -> send(userId, notice, locale));
		}
		catch (RuntimeException ex) {
			logger.error("The notice " + notice + " to the user " + LogText.of(userId) + " was not sent",
					LogText.of(ex));
		}
	}

	private void send(String userId, String notice, Locale locale) {
		try {
			TwoFactorUser user = this.users.findById(userId);
			String address = (user != null) ? user.email() : null;
			if (user == null || address == null || address.isBlank()) {
				return;
			}
			SimpleMailMessage mail = new SimpleMailMessage();
			mail.setFrom(this.from);
			mail.setTo(address);
			mail.setSubject(this.messages.getMessage("jwt2fa.notice.subject", null, locale));
			mail.setText(this.messages.getMessage("jwt2fa.notice." + notice, new Object[] { user.username() }, locale));
			this.mailSender.send(mail);
		}
		catch (RuntimeException ex) {
			logger.error("The notice " + notice + " to the user " + LogText.of(userId) + " was not sent",
					LogText.of(ex));
		}
	}

}
