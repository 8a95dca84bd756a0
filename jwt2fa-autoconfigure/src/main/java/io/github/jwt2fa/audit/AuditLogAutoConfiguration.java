package io.github.jwt2fa.audit;

import io.github.jwt2fa.wiring.ConditionalOnFlag;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of the events in the log.
 */
@AutoConfiguration
@ConditionalOnFlag("jwt2fa.audit.log")
@ImportRuntimeHints(EventHints.class)
final class AuditLogAutoConfiguration {

	@Bean
	AuditLog jwt2faAuditLog() {
		return new AuditLog();
	}

}
