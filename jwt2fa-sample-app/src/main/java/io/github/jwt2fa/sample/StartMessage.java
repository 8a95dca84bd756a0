package io.github.jwt2fa.sample;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says where to look once the application is up.
 */
@Component
class StartMessage {

	private final Log logger = LogFactory.getLog(StartMessage.class);

	@EventListener
	void on(ApplicationReadyEvent event) {
		String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
		this.logger.info("Log in at http://localhost:" + port + "/");
	}

}
