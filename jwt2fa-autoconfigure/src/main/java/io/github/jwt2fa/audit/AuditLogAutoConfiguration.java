package io.github.jwt2fa.audit;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of the events in the log.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty("jwt2fa.audit.log")
@ImportRuntimeHints(EventHints.class)
final class AuditLogAutoConfiguration {

	@Bean
	AuditLog jwt2faAuditLog() {
		return new AuditLog();
	}

}
