package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.method.recovery.InMemoryRecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.RecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.method.recovery.jdbc.JdbcRecoveryCodeRepository;
import io.github.jwt2fa.test.AutoConfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RecoveryCodeAutoConfigurationTests {

	@Test
	void codesWhenThereIsADatabaseThenAreKeptThere() {
		AutoConfigured.database(AutoConfigured.web())
			.run((context) -> assertThat(context).hasSingleBean(JdbcRecoveryCodeRepository.class)
				.hasSingleBean(RecoveryCodeService.class));
	}

	@Test
	void codesWhenNothingKeepsThemThenAreOffAndThatIsTold(CapturedOutput output) {
		WebApplicationContextRunner none = AutoConfigured.web().withBean(InMemoryData.class);
		none.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RecoveryCodeService.class));
		assertThat(output).contains("There are no recovery codes").contains("RecoveryCodeRepository");
		none.withBean(RecoveryCodeRepository.class, InMemoryRecoveryCodeRepository::new)
			.run((context) -> assertThat(context).hasSingleBean(RecoveryCodeService.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "00", "+0", " 0 ", "0x0" })
	void codesWhenTurnedOffThenThereIsNeitherTableNorService(String count, CapturedOutput output) {
		AutoConfigured.database(AutoConfigured.web("jwt2fa.recovery-code-count=" + count))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RecoveryCodeRepository.class)
				.doesNotHaveBean(RecoveryCodeService.class)
				.doesNotHaveBean("jwt2faRecoveryCodeTable"));
		assertThat(output).doesNotContain("There are no recovery codes");
	}

}
