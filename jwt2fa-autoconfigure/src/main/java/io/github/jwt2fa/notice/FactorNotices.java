package io.github.jwt2fa.notice;

import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.mail.Mail;
import io.github.jwt2fa.mail.MailTemplates;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.mail.NoticeMail;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import jakarta.mail.internet.AddressException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Sends a notice after each change of a factor, and when someone who knows the password
 * has spent the budget of second-factor failures. Off the request's thread: a change that
 * took effect does not fail for a mail server. On threads of its own: a mail server that
 * is slow holds up nothing of the application. Thread-safe.
 */
final class FactorNotices implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(FactorNotices.class);

	private static final int THREADS = 2;

	private static final int MAX_WAITING = 500;

	/** What is waiting when the application stops has so long to be sent. */
	private static final int SECONDS_TO_STOP = 5;

	private final TwoFactorUserService users;

	private final Mailer mailer;

	private final MailTemplates templates;

	private final NoticeSettings settings;

	private final Locale defaultLocale;

	private final NoticeLimit limit;

	private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

	/**
	 * Notices.
	 * @param users finds the users' addresses and languages
	 * @param mailer sends the mails
	 * @param templates what they say
	 * @param settings whom to ask
	 * @param defaultLocale the language of users of whom none is known
	 * @param limit how many a user gets
	 */
	FactorNotices(TwoFactorUserService users, Mailer mailer, MailTemplates templates, NoticeSettings settings,
			Locale defaultLocale, NoticeLimit limit) {
		this.users = users;
		this.mailer = mailer;
		this.templates = templates;
		this.settings = settings;
		this.defaultLocale = defaultLocale;
		this.limit = limit;
		this.executor.setThreadNamePrefix("jwt2fa-notices-");
		this.executor.setDaemon(true);
		this.executor.setCorePoolSize(THREADS);
		this.executor.setMaxPoolSize(THREADS);
		this.executor.setAllowCoreThreadTimeOut(true);
		this.executor.setQueueCapacity(MAX_WAITING);
		this.executor.setWaitForTasksToCompleteOnShutdown(true);
		this.executor.setAwaitTerminationSeconds(SECONDS_TO_STOP);
		this.executor.initialize();
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.TotpActivated event) {
		tell(event, event.userId(), "totp-activated");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.MethodChanged event) {
		tell(event, event.userId(), "method-changed");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.PasskeyAdded event) {
		tell(event, event.userId(), "passkey-added");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.PasskeyCloned event) {
		tell(event, event.userId(), "passkey-cloned");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.FactorRemoved event) {
		tell(event, event.userId(), "factor-removed");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.RecoveryCodesMade event) {
		tell(event, event.userId(), "recovery-codes-made");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.RecoveryCodeIssued event) {
		tell(event, event.userId(), "recovery-code-issued");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.RecoveryCodeUsed event) {
		tell(event, event.userId(), "recovery-code-used");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.DeviceTrusted event) {
		tell(event, event.userId(), "device-trusted");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.TwoFactorReset event) {
		tell(event, event.userId(), "reset");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.SecondFactorBudgetSpent event) {
		tell(event, event.userId(), "budget-spent");
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent.RefreshTokenReused event) {
		tell(event, event.userId(), "refresh-token-reused");
	}

	private void tell(TwoFactorEvent event, String userId, String notice) {
		if (!isAllowed(userId, notice)) {
			return;
		}
		try {
			this.executor.execute(() -> send(event, userId, notice));
		}
		catch (RejectedExecutionException ex) {
			String reason = this.executor.getThreadPoolExecutor().isShutdown() ? "the application is stopping"
					: MAX_WAITING + " others are waiting to be sent";
			logger.warn("The notice " + notice + " to the user " + LogText.of(userId) + " is not sent: " + reason);
		}
	}

	private boolean isAllowed(String userId, String notice) {
		try {
			NoticeLimit.Verdict verdict = this.limit.tryAcquire(userId, notice);
			if (verdict == NoticeLimit.Verdict.FIRST_DROPPED) {
				logger.warn("The user " + LogText.of(userId) + " was sent so many notices " + notice
						+ " that no more are sent for a while; the events are published");
			}
			return verdict == NoticeLimit.Verdict.SEND;
		}
		catch (RuntimeException ex) {
			// nobody can bring that about: better one notice too many than none
			logger.warn("It could not be counted how many notices the user " + LogText.of(userId) + " was sent",
					LogText.of(ex));
			return true;
		}
	}

	private void send(TwoFactorEvent event, String userId, String notice) {
		try {
			TwoFactorUser user = this.users.findById(userId);
			if (user == null) {
				return;
			}
			// never the language of the request, which may be a thief's
			Locale locale = (user.locale() != null) ? user.locale() : this.defaultLocale;
			Mail mail = this.mailer.compose(user);
			if (mail != null) {
				mail.send(this.templates
					.notice(new NoticeMail(notice, event, user, mail.name(), this.settings.contact(), locale)));
			}
		}
		catch (AddressException | RuntimeException ex) {
			logger.error("The notice " + notice + " to the user " + LogText.of(userId) + " was not sent",
					LogText.of(ex));
		}
	}

	/**
	 * Waits some seconds for what is still to be sent.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
	}

}
