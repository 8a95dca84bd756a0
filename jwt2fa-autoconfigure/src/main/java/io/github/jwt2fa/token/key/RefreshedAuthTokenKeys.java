package io.github.jwt2fa.token.key;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.jws.UnfitKeyException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are fetched from elsewhere again and again. If that fails, the last known
 * ones stay. Requests go by what is known. One waits whose token names a key that is not,
 * but strangers can name any: so that makes the keys fetched once in ten seconds at most,
 * and while a source hangs few wait for it. Thread-safe: one thread fetches, all others
 * go by what is there.
 */
final class RefreshedAuthTokenKeys implements AuthTokenKeySource {

	private static final Log log = LogFactory.getLog(RefreshedAuthTokenKeys.class);

	private static final Duration LEAST_INTERVAL = Duration.ofSeconds(10);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

	/** Fewer than a server has threads. */
	private static final int MAX_WAITING = 8;

	private static final int MAX_CAUSES = 5;

	private final Callable<AuthTokenKeys> fetch;

	private final Executor executor;

	private final Clock clock;

	private final Object lock = new Object();

	private final Semaphore waiting = new Semaphore(MAX_WAITING);

	private volatile AuthTokenKeys present;

	private volatile boolean failing;

	private Instant begun;

	private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

	/**
	 * Keys that were fetched once already.
	 * @param first the keys
	 * @param fetch fetches them again; called by one thread at a time
	 * @param executor runs that, apart from requests
	 * @param clock the time
	 */
	RefreshedAuthTokenKeys(AuthTokenKeys first, Callable<AuthTokenKeys> fetch, Executor executor, Clock clock) {
		this.present = first;
		this.fetch = fetch;
		this.executor = executor;
		this.clock = clock;
		this.begun = clock.instant();
	}

	@Override
	public AuthTokenKeys present() {
		return this.present;
	}

	/**
	 * Fetches the keys, unless that is under way.
	 */
	void refresh() {
		synchronized (this.lock) {
			// it tells its failures by itself
			CompletableFuture<Void> unused = begin();
		}
	}

	@Override
	@SuppressWarnings("ReferenceEquality") // of this very moment
	public AuthTokenKeys newerThan(AuthTokenKeys known) {
		AuthTokenKeys now = this.present;
		if (now != known) {
			return now;
		}
		CompletableFuture<Void> fetched = onDemand();
		if (fetched != null && this.waiting.tryAcquire()) {
			try {
				await(fetched);
			}
			finally {
				this.waiting.release();
			}
		}
		return this.present;
	}

	private @Nullable CompletableFuture<Void> onDemand() {
		synchronized (this.lock) {
			// of its absolute value: a clock that was set back delays nothing
			boolean due = Duration.between(this.begun, this.clock.instant()).abs().compareTo(LEAST_INTERVAL) >= 0;
			return (due || !this.running.isDone()) ? begin() : null;
		}
	}

	private CompletableFuture<Void> begin() {
		if (this.running.isDone()) {
			this.begun = this.clock.instant();
			try {
				this.running = CompletableFuture.runAsync(this::fetch, this.executor);
			}
			catch (RejectedExecutionException ex) {
				// the application is stopping
				log.debug("The keys of auth tokens are not fetched any more", ex);
			}
		}
		return this.running;
	}

	private static void await(CompletableFuture<Void> fetched) {
		try {
			fetched.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			log.debug("The keys of auth tokens are those that were known", ex);
		}
	}

	private void fetch() {
		try {
			this.present = this.fetch.call();
			if (this.failing) {
				log.info("The keys of auth tokens are fetched again");
			}
			this.failing = false;
		}
		catch (Exception ex) {
			if (!this.failing) {
				log.warn("The keys of auth tokens can't be fetched; the last known ones stay. " + cause(ex));
			}
			this.failing = true;
		}
	}

	/**
	 * What failed, without the messages of others, which may hold parts of a key.
	 * @param failure the failure
	 * @return the classes of the failure and its causes
	 */
	static String cause(Throwable failure) {
		if (failure instanceof UnfitKeyException) {
			return "The source " + LogText.of(failure.getMessage());
		}
		StringBuilder causes = new StringBuilder(failure.getClass().getName());
		Throwable cause = failure.getCause();
		for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
			causes.append(", caused by ").append(cause.getClass().getName());
			cause = cause.getCause();
		}
		return causes.toString();
	}

}
