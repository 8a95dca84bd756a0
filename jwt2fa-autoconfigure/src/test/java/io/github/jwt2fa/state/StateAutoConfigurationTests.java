package io.github.jwt2fa.state;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.SpringProperties;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class StateAutoConfigurationTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	@AfterEach
	void reset() {
		SpringProperties.setProperty("spring.aot.enabled", null);
	}

	@Test
	void storeWhenProcessedAheadOfTimeThenIsSaidToBeFrozen() {
		SpringProperties.setFlag("spring.aot.enabled");
		Jwt2faConfigurationException failure = StateAutoConfiguration.missing(StateSettings.Store.JDBC, this.beans);
		assertThat(failure).hasMessageContaining("ahead of time").hasMessageNotContaining("no DataSource");
		assertThat(failure.action()).contains("process-aot");
	}

	@Test
	void storeWhenThereAreTwoDatabasesThenSaysSo() {
		this.beans.registerSingleton("one", new SimpleDriverDataSource());
		assertThat(StateAutoConfiguration.missing(StateSettings.Store.JDBC, this.beans))
			.hasMessageContaining("was left out");
		this.beans.registerSingleton("other", new SimpleDriverDataSource());
		assertThat(StateAutoConfiguration.missing(StateSettings.Store.JDBC, this.beans))
			.hasMessageContaining("more than one DataSource bean");
	}

}
