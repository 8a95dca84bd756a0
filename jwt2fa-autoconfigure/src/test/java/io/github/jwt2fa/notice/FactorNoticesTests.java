package io.github.jwt2fa.notice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.mail.CodeMail;
import io.github.jwt2fa.mail.MailAddress;
import io.github.jwt2fa.mail.MailTemplates;
import io.github.jwt2fa.mail.MailText;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.mail.NoticeMail;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What notices tell, and what becomes of them while a mail server is slow.
 */
@ExtendWith(OutputCaptureExtension.class)
class FactorNoticesTests {

	private static final int MOST = 502;

	private final MutableClock clock = new MutableClock();

	@Test
	void onWhenServerIsSlowThenOnlySoManyWaitAndTheRestIsToldOf(CapturedOutput output) throws Exception {
		SlowSender sender = new SlowSender();
		try (FactorNotices notices = notices(new Mailer(sender, MailAddress.NOBODY), new Words())) {
			for (int i = 0; i < MOST + 3; i++) {
				notices.on(new TwoFactorEvent.TwoFactorReset("user" + i, "desk", null, Instant.EPOCH));
			}
			assertThat(output.getOut().lines().filter((line) -> line.contains("is not sent: 500 others"))).hasSize(3);
			sender.goOn.countDown();
		}
		assertThat(sender.mails).hasSize(MOST);
		assertThat(sender.threads).hasSizeLessThanOrEqualTo(2).allMatch((name) -> name.startsWith("jwt2fa-notices-"));
	}

	@Test
	void onWhenSomethingHappensThenToldWhatAndWhenAndWhomToAsk() {
		Instant at = Instant.parse("2031-02-03T04:05:06Z");
		Map<String, Consumer<FactorNotices>> events = Map.ofEntries(
				Map.entry("totp-activated",
						(notices) -> notices.on(new TwoFactorEvent.TotpActivated("alice", null, at))),
				Map.entry("method-changed",
						(notices) -> notices
							.on(new TwoFactorEvent.MethodChanged("alice", TwoFactorMethod.TOTP, null, at))),
				Map.entry("passkey-added", (notices) -> notices.on(new TwoFactorEvent.PasskeyAdded("alice", null, at))),
				Map.entry("passkey-cloned",
						(notices) -> notices.on(new TwoFactorEvent.PasskeyCloned("alice", null, at))),
				Map.entry("factor-removed",
						(notices) -> notices
							.on(new TwoFactorEvent.FactorRemoved("alice", TwoFactorMethod.TOTP, null, null, at))),
				Map.entry("recovery-codes-made",
						(notices) -> notices.on(new TwoFactorEvent.RecoveryCodesMade("alice", null, at))),
				Map.entry("recovery-code-issued",
						(notices) -> notices
							.on(new TwoFactorEvent.RecoveryCodeIssued("alice", at.plusSeconds(600), "desk", null, at))),
				Map.entry("recovery-code-used",
						(notices) -> notices.on(new TwoFactorEvent.RecoveryCodeUsed("alice", 7, null, at))),
				Map.entry("device-trusted",
						(notices) -> notices.on(new TwoFactorEvent.DeviceTrusted("alice", "a device",
								TwoFactorMethod.TOTP, at.plusSeconds(60), null, at))),
				Map.entry("reset",
						(notices) -> notices.on(new TwoFactorEvent.TwoFactorReset("alice", "desk", null, at))),
				Map.entry("budget-spent",
						(notices) -> notices.on(new TwoFactorEvent.SecondFactorBudgetSpent("alice", null, at))),
				Map.entry("refresh-token-reused", (notices) -> notices
					.on(new TwoFactorEvent.RefreshTokenReused("alice", "a session", null, at))));
		events.forEach((notice, event) -> {
			SlowSender sender = new SlowSender();
			sender.goOn.countDown();
			Words words = new Words();
			try (FactorNotices notices = notices(new Mailer(sender, MailAddress.NOBODY), words)) {
				event.accept(notices);
			}
			assertThat(sender.mails).as(notice).hasSize(1);
			assertThat(words.asked).singleElement().satisfies((mail) -> {
				assertThat(mail.notice()).isEqualTo(notice);
				assertThat(mail.event().at()).isEqualTo(at);
				assertThat(mail.contact()).isEqualTo("security@example.com");
				assertThat(mail.name()).isEqualTo("alice");
				assertThat(mail.locale()).isEqualTo(Locale.FRENCH);
			});
		});
	}

	@Test
	void onWhenWordsFailThenLoggedAndTheNextOneIsSent(CapturedOutput output) {
		SlowSender sender = new SlowSender();
		sender.goOn.countDown();
		Words words = new Words() {

			@Override
			public MailText notice(NoticeMail mail) {
				if (mail.notice().equals("reset")) {
					throw new IllegalStateException("no words");
				}
				return super.notice(mail);
			}

		};
		try (FactorNotices notices = notices(new Mailer(sender, MailAddress.NOBODY), words)) {
			notices.on(new TwoFactorEvent.TwoFactorReset("alice", "desk", null, Instant.EPOCH));
			notices.on(new TwoFactorEvent.TotpActivated("alice", null, Instant.EPOCH));
		}
		assertThat(output).contains("The notice reset to the user alice was not sent");
		assertThat(sender.mails).hasSize(1);
	}

	private FactorNotices notices(Mailer mailer, MailTemplates words) {
		return new FactorNotices(new Everybody(), mailer, words, new NoticeSettings(true, "security@example.com"),
				Locale.FRENCH, new NoticeLimit(new InMemoryStateStore(this.clock, 10_000), this.clock));
	}

	private static class Words implements MailTemplates {

		private final List<NoticeMail> asked = new CopyOnWriteArrayList<>();

		@Override
		public MailText code(CodeMail mail) {
			throw new IllegalStateException("No code is sent here");
		}

		@Override
		public MailText notice(NoticeMail mail) {
			this.asked.add(mail);
			return mail.write("A notice", "It is about " + mail.notice());
		}

	}

	private static final class SlowSender extends JavaMailSenderImpl {

		private final CountDownLatch goOn = new CountDownLatch(1);

		private final Set<MimeMessage> mails = ConcurrentHashMap.newKeySet();

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		@Override
		public void send(MimeMessage... messages) {
			try {
				this.goOn.await(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.mails.addAll(List.of(messages));
			this.threads.add(Thread.currentThread().getName());
			assertThat(Thread.currentThread().isDaemon()).isTrue();
		}

	}

	private static final class Everybody implements TwoFactorUserService {

		@Override
		public TwoFactorUser findById(String id) {
			return TwoFactorUser.withId(id).email(id + "@example.com").build();
		}

		@Override
		public TwoFactorUser findByAuthentication(Authentication authentication) {
			return findById(authentication.getName());
		}

	}

}
