package io.github.jwt2fa.notice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.mail.MailAddress;
import io.github.jwt2fa.mail.Mailer;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Notices while a mail server is slow.
 */
@ExtendWith(OutputCaptureExtension.class)
class FactorNoticesTests {

	private static final int MOST = 502;

	private final MutableClock clock = new MutableClock();

	@Test
	void onWhenServerIsSlowThenOnlySoManyWaitAndTheRestIsToldOf(CapturedOutput output) throws Exception {
		SlowSender sender = new SlowSender();
		StaticMessageSource messages = new StaticMessageSource();
		messages.setUseCodeAsDefaultMessage(true);
		try (FactorNotices notices = new FactorNotices(new Everybody(), new Mailer(sender, MailAddress.NOBODY),
				messages, Locale.ENGLISH, new NoticeLimit(new InMemoryStateStore(this.clock, 10_000), this.clock))) {
			for (int i = 0; i < MOST + 3; i++) {
				notices.on(new TwoFactorEvent.TwoFactorReset("user" + i, null, Instant.EPOCH));
			}
			assertThat(output.getOut().lines().filter((line) -> line.contains("is not sent: 500 others"))).hasSize(3);
			sender.goOn.countDown();
		}
		assertThat(sender.mails).hasSize(MOST);
		assertThat(sender.threads).hasSizeLessThanOrEqualTo(2).allMatch((name) -> name.startsWith("jwt2fa-notices-"));
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
