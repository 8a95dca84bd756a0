package io.github.jwt2fa.docs.shop;

// tag::leak[]
import io.github.jwt2fa.session.LoginSessionRepository;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

@Component
class AfterALeak {

	private static final Log logger = LogFactory.getLog(AfterALeak.class);

	private final LoginSessionRepository sessions;

	AfterALeak(LoginSessionRepository sessions) {
		this.sessions = sessions;
	}

	void logEveryoneOut() {
		logger.warn(this.sessions.endAllOfEveryone() + " sessions were ended");
	}

}
// end::leak[]
