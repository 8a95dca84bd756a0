package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.device.InMemoryTrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.device.jdbc.JdbcTrustedDeviceRepository;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.test.AutoConfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TrustedDeviceAutoConfigurationTests {

	@Test
	void devicesWhenThereIsADatabaseThenAreKeptThere() {
		AutoConfigured.database(AutoConfigured.web("jwt2fa.trusted-devices.max-age=30d"))
			.run((context) -> assertThat(context).hasSingleBean(JdbcTrustedDeviceRepository.class)
				.hasSingleBean(TrustedDeviceRepository.class)
				.getBean(TrustedDevices.class)
				.matches(TrustedDevices::isOn));
	}

	@Test
	void devicesWhenThereIsNoneThenInMemoryAndThatIsTold(CapturedOutput output) {
		AutoConfigured.web("jwt2fa.trusted-devices.max-age=86400")
			.withBean(InMemoryData.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(InMemoryTrustedDeviceRepository.class)
				.getBean(TrustedDevices.class)
				.matches(TrustedDevices::isOn));
		assertThat(output).contains("Trusted devices are kept in memory").contains("TrustedDeviceRepository");
	}

	@Test
	void devicesWhenTheApplicationKeepsThemThenNobodyElseDoes() {
		AutoConfigured.database(AutoConfigured.web("jwt2fa.trusted-devices.max-age=30d"))
			.withBean(TrustedDeviceRepository.class, InMemoryTrustedDeviceRepository::new)
			.run((context) -> assertThat(context).hasSingleBean(TrustedDeviceRepository.class)
				.doesNotHaveBean("jwt2faTrustedDeviceTable"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0s", "PT0S", "0d", "00" })
	void devicesWhenOffThenThereIsNeitherTableNorRepository(String maxAge, CapturedOutput output) {
		AutoConfigured.database(AutoConfigured.web("jwt2fa.trusted-devices.max-age=" + maxAge))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TrustedDeviceRepository.class)
				.doesNotHaveBean("jwt2faTrustedDeviceTable")
				.doesNotHaveBean("jwt2faTrustedDeviceHousekeeping")
				.getBean(TrustedDevices.class)
				.matches((devices) -> !devices.isOn()));
		assertThat(output).doesNotContain("Trusted devices are kept in memory");
	}

}
