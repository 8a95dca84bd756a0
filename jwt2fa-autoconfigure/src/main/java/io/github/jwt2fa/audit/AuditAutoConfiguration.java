package io.github.jwt2fa.audit;

import java.util.Locale;

import io.github.jwt2fa.event.TwoFactorEvent;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the events in the actuator's trail, where and when Boot keeps its
 * own there.
 */
@AutoConfiguration(afterName = "org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration")
@ConditionalOnClass(AuditEventRepository.class)
@ConditionalOnBean(AuditEventRepository.class)
@ConditionalOnBooleanProperty(name = "management.auditevents.enabled", matchIfMissing = true)
@ImportRuntimeHints(EventHints.class)
final class AuditAutoConfiguration {

	@Bean
	AuditedEvents jwt2faAuditedEvents(ApplicationEventPublisher publisher) {
		return new AuditedEvents(publisher);
	}

	/**
	 * Publishes each event in the actuator's words. Like Boot's, it lets a repository
	 * fail that can't keep one: a trail with holes is none.
	 */
	static final class AuditedEvents {

		private static final String PREFIX = "TWO_FACTOR_";

		private final RefusedClients refusals = new RefusedClients();

		private final ApplicationEventPublisher publisher;

		private AuditedEvents(ApplicationEventPublisher publisher) {
			this.publisher = publisher;
		}

		/**
		 * Before the application's listeners, of which one may fail; after ours, which a
		 * repository that fails must not silence.
		 */
		@EventListener
		@Order(Ordered.HIGHEST_PRECEDENCE + 10)
		void on(TwoFactorEvent event) {
			if (this.refusals.isRepeated(event)) {
				return;
			}
			EventData data = EventData.of(event);
			this.publisher.publishEvent(
					new AuditApplicationEvent(new AuditEvent(event.at(), data.user(), typeOf(event), data.details())));
		}

		private static String typeOf(TwoFactorEvent event) {
			String type = event.type().toUpperCase(Locale.ROOT).replace('-', '_');
			return type.startsWith(PREFIX) ? type : PREFIX + type;
		}

	}

}
