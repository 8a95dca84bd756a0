package io.github.jwt2fa.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Logins by TOTP at one application or several, of a new user each, and how long their
 * requests take. With several the two requests of a login go to different ones.
 */
final class LoadedLogins {

	private final AuthenticatorApp app = new AuthenticatorApp();

	private final AtomicInteger users = new AtomicInteger();

	private final Queue<Double> codeMillis = new ConcurrentLinkedQueue<>();

	private final Queue<Double> authMillis = new ConcurrentLinkedQueue<>();

	private final List<LoginClient> applications;

	LoadedLogins(List<LoginClient> applications) {
		this.applications = applications;
	}

	void login() throws Exception {
		int number = this.users.incrementAndGet();
		long begin = System.nanoTime();
		String codeToken = application(number).codeToken(AccessTokenServer.USER + number, AccessTokenServer.PASSWORD);
		long issued = System.nanoTime();
		application(number + 1).accessToken(codeToken, this.app.code());
		this.codeMillis.add((issued - begin) / 1e6);
		this.authMillis.add((System.nanoTime() - issued) / 1e6);
	}

	private LoginClient application(int number) {
		return this.applications.get(number % this.applications.size());
	}

	/**
	 * How many logins there were since the times were forgotten.
	 */
	int count() {
		return this.authMillis.size();
	}

	Samples codeMillis() {
		return Samples.of(new ArrayList<>(this.codeMillis));
	}

	Samples authMillis() {
		return Samples.of(new ArrayList<>(this.authMillis));
	}

	/**
	 * Forgets the times so far.
	 */
	void forgetTimes() {
		this.codeMillis.clear();
		this.authMillis.clear();
	}

}
