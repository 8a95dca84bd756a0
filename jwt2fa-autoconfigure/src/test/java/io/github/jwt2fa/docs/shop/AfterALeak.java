package io.github.jwt2fa.docs.shop;

// tag::leak[]
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.session.LoginSessionRepository;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

@Component
class AfterALeak {

	private static final Log logger = LogFactory.getLog(AfterALeak.class);

	private final LoginSessionRepository sessions;

	private final TrustedDevices devices;

	AfterALeak(LoginSessionRepository sessions, TrustedDevices devices) {
		this.sessions = sessions;
		this.devices = devices;
	}

	void logEveryoneOut() {
		int trusted = this.devices.endAllOfEveryone();
		logger.warn(this.sessions.endAllOfEveryone() + " sessions were ended, " + trusted + " devices were trusted");
	}

}
// end::leak[]
