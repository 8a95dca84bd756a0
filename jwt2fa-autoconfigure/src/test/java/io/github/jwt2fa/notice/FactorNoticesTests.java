package io.github.jwt2fa.notice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.jwt2fa.TwoFactorMethod;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What notices say, and what becomes of them while a mail server is slow.
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
				notices.on(new TwoFactorEvent.TwoFactorReset("user" + i, "desk", null, Instant.EPOCH));
			}
			assertThat(output.getOut().lines().filter((line) -> line.contains("is not sent: 500 others"))).hasSize(3);
			sender.goOn.countDown();
		}
		assertThat(sender.mails).hasSize(MOST);
		assertThat(sender.threads).hasSizeLessThanOrEqualTo(2).allMatch((name) -> name.startsWith("jwt2fa-notices-"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "en | 7 | You have 7 codes left", "en | 1 | You have 1 code left",
					"en | 0 | You have 0 codes left", "de | 1 | Sie haben noch 1 Code.",
					"de | 0 | Sie haben noch 0 Codes.", "es | 1 | Le queda 1 código.", "es | 9 | Le quedan 9 códigos.",
					"fr | 0 | Il vous reste 0 code.", "fr | 2 | Il vous reste 2 codes." })
	void onWhenARecoveryCodeIsUsedThenSaysHowManyAreLeft(String language, int left, String words) throws Exception {
		MimeMessage mail = sent(Locale.forLanguageTag(language),
				(notices) -> notices.on(new TwoFactorEvent.RecoveryCodeUsed("alice", left, null, Instant.EPOCH)));
		assertThat(mail.getContent().toString()).contains("alice").contains(words).doesNotContain("{", "''");
	}

	@ParameterizedTest
	@CsvSource({ "en,New recovery codes", "de,neue Wiederherstellungscodes", "es,nuevos códigos de recuperación",
			"fr,nouveaux codes de secours" })
	void onWhenRecoveryCodesAreMadeThenTold(String language, String words) throws Exception {
		MimeMessage mail = sent(Locale.forLanguageTag(language),
				(notices) -> notices.on(new TwoFactorEvent.RecoveryCodesMade("alice", null, Instant.EPOCH)));
		assertThat(mail.getContent().toString()).contains("alice")
			.containsIgnoringCase(words)
			.doesNotContain("{", "''");
	}

	@ParameterizedTest
	@CsvSource({ "en,A passkey was set up,two of it,factor was removed",
			"de,ein Passkey eingerichtet,zweimal,Faktor Ihrer Anmeldung wurde entfernt",
			"es,configurado una llave de acceso,dos iguales,eliminado un segundo factor",
			"fr,clé d'accès a été configurée,il semble qu'il en existe deux,facteur de votre connexion a été supprimé" })
	void onWhenFactorsComeOrGoThenTold(String language, String added, String cloned, String removed) throws Exception {
		Map<String, Consumer<FactorNotices>> events = Map.of(added,
				(notices) -> notices.on(new TwoFactorEvent.PasskeyAdded("alice", null, Instant.EPOCH)), cloned,
				(notices) -> notices.on(new TwoFactorEvent.PasskeyCloned("alice", null, Instant.EPOCH)), removed,
				(notices) -> notices
					.on(new TwoFactorEvent.FactorRemoved("alice", TwoFactorMethod.TOTP, null, null, Instant.EPOCH)));
		for (Map.Entry<String, Consumer<FactorNotices>> event : events.entrySet()) {
			assertThat(sent(Locale.forLanguageTag(language), event.getValue()).getContent().toString())
				.contains("alice", event.getKey())
				.doesNotContain("{", "''");
		}
	}

	private MimeMessage sent(Locale language, Consumer<FactorNotices> event) {
		SlowSender sender = new SlowSender();
		sender.goOn.countDown();
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("io.github.jwt2fa.messages");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		try (FactorNotices notices = new FactorNotices(new Everybody(), new Mailer(sender, MailAddress.NOBODY),
				messages, language, new NoticeLimit(new InMemoryStateStore(this.clock, 100), this.clock))) {
			event.accept(notices);
		}
		assertThat(sender.mails).hasSize(1);
		return sender.mails.iterator().next();
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
