package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AuthTokenSubjectTests {

	private static final Instant LOGIN = Instant.parse("2026-11-24T10:00:00Z");

	private static final Instant LATER = LOGIN.plusSeconds(3600);

	private static final AuthTokenSubject BY_MAIL = new AuthTokenSubject("alice", "s1", LOGIN,
			List.of("pwd", "mca", "mfa"), Map.of());

	@Test
	void provedByWhenAnotherFactorThenItIsAddedWithItsTime() {
		AuthTokenSubject after = BY_MAIL.provedBy("otp", false, LATER);
		assertThat(after).isEqualTo(
				new AuthTokenSubject("alice", "s1", LOGIN, List.of("pwd", "mca", "otp", "mfa"), Map.of("otp", LATER)));
		assertThat(after.provedAt("otp")).isEqualTo(LATER);
		assertThat(after.provedAt("mca")).isEqualTo(LOGIN);
		assertThat(after.provedAt("pop")).isNull();
	}

	@Test
	void provedByWhenTheSameFactorThenItHasAnotherTime() {
		AuthTokenSubject after = BY_MAIL.provedBy("otp", false, LATER).provedBy("mca", false, LATER.plusSeconds(9));
		assertThat(after.amr()).containsExactlyInAnyOrder("pwd", "mca", "otp", "mfa");
		assertThat(after.amrAt()).isEqualTo(Map.of("otp", LATER, "mca", LATER.plusSeconds(9)));
		assertThat(after.authTime()).isEqualTo(LOGIN);
	}

	@Test
	void provedByWhenTheOnlyFactorThenNotOfSeveral() {
		AuthTokenSubject unknown = new AuthTokenSubject("alice", "s1", null, List.of(), Map.of());
		assertThat(unknown.provedBy("otp", false, LATER))
			.isEqualTo(new AuthTokenSubject("alice", "s1", null, List.of("otp"), Map.of("otp", LATER)));
		AuthTokenSubject device = new AuthTokenSubject("alice", "s1", LOGIN, List.of("pop", "mfa"), Map.of());
		assertThat(device.provedBy("pop", false, LATER).amr()).containsExactly("pop", "mfa");
	}

	@Test
	void provedByWhenItIsALoginByItselfThenTheOthersKeepTheirTime() {
		AuthTokenSubject after = BY_MAIL.provedBy("otp", false, LATER).provedBy("pop", true, LATER.plusSeconds(9));
		assertThat(after.authTime()).isEqualTo(LATER.plusSeconds(9));
		assertThat(after.amr()).containsExactly("pwd", "mca", "otp", "pop", "mfa");
		assertThat(after.amrAt())
			.isEqualTo(Map.of("pwd", LOGIN, "mca", LOGIN, "otp", LATER, "pop", LATER.plusSeconds(9)));
	}

	/**
	 * The time of the new login must not become that of an old password.
	 */
	@Test
	void provedByWhenItIsALoginByItselfThenWhatHasNoTimeIsLeftOut() {
		AuthTokenSubject unknown = new AuthTokenSubject("alice", "s1", null, List.of("pwd", "mca", "mfa"),
				Map.of("mca", LOGIN));
		assertThat(unknown.provedAt("pwd")).isNull();
		assertThat(unknown.provedBy("pop", true, LATER)).isEqualTo(new AuthTokenSubject("alice", "s1", LATER,
				List.of("mca", "pop", "mfa"), Map.of("mca", LOGIN, "pop", LATER)));
	}

	@Test
	void provedAtWhenTheClaimNamesWhatWasNotShownThenNothing() {
		AuthTokenSubject odd = new AuthTokenSubject("alice", "s1", LOGIN, List.of("pwd"), Map.of("otp", LATER));
		assertThat(odd.provedAt("otp")).isNull();
	}

}
