package io.github.jwt2fa.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.benchmarks.application.AccessTokenServer;

/**
 * Logins by TOTP at one application or several, of a new user each, and how long their
 * requests take. With several the two requests of a login go to different ones.
 */
public final class LoadedLogins {

	private final AuthenticatorApp app = new AuthenticatorApp();

	private final AtomicInteger users = new AtomicInteger();

	private final Queue<Double> codeMillis = new ConcurrentLinkedQueue<>();

	private final Queue<Double> authMillis = new ConcurrentLinkedQueue<>();

	private final List<LoginClient> applications;

	private LoadedLogins(List<LoginClient> applications) {
		this.applications = applications;
	}

	/**
	 * Logins at some applications, as soon as they take codes.
	 * @param applications the applications, which share their users
	 * @return the logins
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static LoadedLogins at(List<LoginClient> applications) throws InterruptedException {
		LoadedLogins logins = new LoadedLogins(applications);
		logins.app.awaitNextCode();
		return logins;
	}

	/**
	 * A login of the next user.
	 * @throws Exception if it fails
	 */
	public void login() throws Exception {
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
	 * @return their number
	 */
	public int count() {
		return this.authMillis.size();
	}

	/**
	 * How long the first requests took, which check a password.
	 * @return milliseconds
	 */
	public Samples codeMillis() {
		return Samples.of(new ArrayList<>(this.codeMillis));
	}

	/**
	 * How long the second requests took, which check a code.
	 * @return milliseconds
	 */
	public Samples authMillis() {
		return Samples.of(new ArrayList<>(this.authMillis));
	}

	/**
	 * Forgets the times so far.
	 */
	public void forgetTimes() {
		this.codeMillis.clear();
		this.authMillis.clear();
	}

}
