package io.github.jwt2fa.audit;

import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.Throttled.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines of the log, which nobody forges.
 */
class AuditLogTests {

	private static final TwoFactorEvent LOGIN = new TwoFactorEvent.LoginSucceeded("17", "alice@example.com",
			TwoFactorMethod.TOTP, "2001:db8::1", SampleEvents.AT);

	@Test
	void lineWhenAllIsPlainThenWithoutQuotes() {
		assertThat(AuditLog.line(LOGIN)).isEqualTo("event=login-succeeded at=2026-11-29T10:00:00Z userId=17 "
				+ "username=alice@example.com method=totp clientAddress=2001:db8::1");
	}

	@Test
	void lineWhenSomethingIsNotKnownThenLeftOut() {
		assertThat(AuditLog.line(new TwoFactorEvent.Throttled(Limit.CODE_TOKEN_THROTTLE_RATE, null, null,
				Duration.ofSeconds(9), SampleEvents.AT)))
			.isEqualTo("event=throttled at=2026-11-29T10:00:00Z limit=CODE_TOKEN_THROTTLE_RATE retryAfter=PT9S");
	}

	@Test
	void lineWhenThereAreSeveralThenOneValue() {
		assertThat(AuditLog.line(new TwoFactorEvent.EnrollmentDue("17",
				List.of(TwoFactorMethod.TOTP, TwoFactorMethod.PASSKEY), SampleEvents.AT, null, SampleEvents.AT)))
			.contains(" methods=totp,passkey from=2026-11-29T10:00:00Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice\nevent=login-succeeded userId=admin", "alice\r\n\r\nINFO", "alice event=x", "a=b",
			"alice\" event=\"x", "alice\\", "\\\" event=x", "alice\u2028event=x", "\u202eecila", "alice\u0000",
			"\ud800", "", " ", "alice\t", "\u001b[2J", "x\u0085y" })
	void lineWhenANameIsOddThenOneValueOfOneLine(String name) {
		String line = AuditLog
			.line(new TwoFactorEvent.LoginSucceeded(name, name, TwoFactorMethod.TOTP, name, SampleEvents.AT));
		assertThat(line).doesNotContain("\n", "\r", "\t", "\u2028", "\u202e", "\u0000", "\u001b", "\u0085");
		assertThat(line).matches("event=login-succeeded at=2026-11-29T10:00:00Z userId=\"(?:[^\"\\\\]|\\\\.)*\" "
				+ "username=\"(?:[^\"\\\\]|\\\\.)*\" method=totp clientAddress=\"(?:[^\"\\\\]|\\\\.)*\"");
	}

	@Test
	void lineWhenANameIsLongThenCutOff() {
		String line = AuditLog.line(new TwoFactorEvent.LoginSucceeded("x".repeat(100_000), "x", TwoFactorMethod.TOTP,
				null, SampleEvents.AT));
		assertThat(line).hasSizeLessThan(1000);
	}

}
