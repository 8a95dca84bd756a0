package io.github.jwt2fa.token.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RefreshedAuthTokenKeysTests {

	private final MutableClock clock = new MutableClock();

	private final AuthTokenKeys first = keys("the first keys");

	private final AuthTokenKeys second = keys("the second keys");

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private int fetched;

	private static AuthTokenKeys keys(String text) {
		JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, text.repeat(4).getBytes(StandardCharsets.UTF_8));
		return new AuthTokenKeys(key, key, List.of());
	}

	private RefreshedAuthTokenKeys atOnce(Callable<AuthTokenKeys> fetch) {
		return new RefreshedAuthTokenKeys(this.first, () -> {
			this.fetched++;
			return fetch.call();
		}, Runnable::run, this.clock);
	}

	@Test
	void refreshWhenKeysHaveChangedThenTheNewOnesArePresent() {
		RefreshedAuthTokenKeys keys = atOnce(() -> this.second);
		assertThat(keys.present()).isSameAs(this.first);
		keys.refresh();
		assertThat(keys.present()).isSameAs(this.second);
	}

	@Test
	void refreshWhenItFailsThenTheLastOnesStayAndItIsToldOnceWithoutTheWordsOfOthers(CapturedOutput output) {
		RefreshedAuthTokenKeys keys = atOnce(() -> {
			throw new IOException("a key that nobody may see");
		});
		keys.refresh();
		keys.refresh();
		assertThat(this.fetched).isEqualTo(2);
		assertThat(keys.present()).isSameAs(this.first);
		assertThat(output).containsOnlyOnce("the last known ones stay. java.io.IOException")
			.doesNotContain("nobody may see");
	}

	@Test
	void refreshWhenItGoesAgainThenToldOnceAndTheNextFailureToo(CapturedOutput output) {
		// whatever the level that others left behind
		LoggingSystem.get(getClass().getClassLoader())
			.setLogLevel(RefreshedAuthTokenKeys.class.getName(), LogLevel.INFO);
		AtomicBoolean down = new AtomicBoolean(true);
		RefreshedAuthTokenKeys keys = atOnce(() -> {
			if (down.get()) {
				throw new IOException("down");
			}
			return this.second;
		});
		keys.refresh();
		assertThat(output).containsOnlyOnce("the last known ones stay").doesNotContain("fetched again");
		down.set(false);
		keys.refresh();
		assertThat(output).contains("The keys of auth tokens are fetched again");
		keys.refresh();
		assertThat(output).containsOnlyOnce("The keys of auth tokens are fetched again");
		down.set(true);
		keys.refresh();
		assertThat(output.getAll().split("the last known ones stay", -1)).hasSize(3);
	}

	@Test
	void causeWhenThereAreManyThenTheFirstFive() {
		Throwable failure = new IOException("0");
		for (int i = 0; i < 4; i++) {
			failure = new IllegalStateException("secret", failure);
		}
		String cause = ", caused by java.lang.IllegalStateException";
		assertThat(RefreshedAuthTokenKeys.cause(failure))
			.isEqualTo("java.lang.IllegalStateException" + cause.repeat(3) + ", caused by java.io.IOException");
		failure = new IllegalStateException(new IllegalStateException(failure));
		assertThat(RefreshedAuthTokenKeys.cause(failure))
			.isEqualTo("java.lang.IllegalStateException" + cause.repeat(5));
	}

	/**
	 * The token that asked is the first one of the new key.
	 */
	@Test
	void newerThanWhenTheSourceIsSlowThenWaitsForIt() {
		RefreshedAuthTokenKeys keys = new RefreshedAuthTokenKeys(this.first, () -> this.second,
				CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS), this.clock);
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(keys.newerThan(this.first)).isSameAs(this.second);
	}

	@Test
	void newerThanWhenAskedAgainAndAgainThenFetchesOnceInTenSeconds() {
		RefreshedAuthTokenKeys keys = atOnce(() -> this.first);
		this.clock.advance(Duration.ofSeconds(10));
		for (int i = 0; i < 100; i++) {
			assertThat(keys.newerThan(this.first)).isSameAs(this.first);
		}
		assertThat(this.fetched).isEqualTo(1);
		this.clock.advance(Duration.ofMillis(9_999));
		keys.newerThan(this.first);
		assertThat(this.fetched).isEqualTo(1);
		this.clock.advance(Duration.ofMillis(1));
		keys.newerThan(this.first);
		assertThat(this.fetched).isEqualTo(2);
	}

	@Test
	void newerThanWhenTheClockWasSetBackThenFetches() {
		RefreshedAuthTokenKeys keys = atOnce(() -> this.second);
		this.clock.advance(Duration.ofHours(-1));
		assertThat(keys.newerThan(this.first)).isSameAs(this.second);
	}

	@Test
	void newerThanWhenThereAreNewerOnesAlreadyThenFetchesNothing() {
		RefreshedAuthTokenKeys keys = atOnce(() -> this.second);
		keys.refresh();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(keys.newerThan(this.first)).isSameAs(this.second);
		assertThat(this.fetched).isEqualTo(1);
	}

	@Test
	void newerThanWhenTheSourceHangsThenGoesOnWithThoseThatAreKnown() {
		RefreshedAuthTokenKeys keys = new RefreshedAuthTokenKeys(this.first, () -> this.second, this.tasks::add,
				this.clock);
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(keys.newerThan(this.first)).isSameAs(this.first);
		keys.refresh();
		assertThat(this.tasks).hasSize(1);
		this.tasks.remove().run();
		assertThat(keys.present()).isSameAs(this.second);
	}

	/**
	 * Strangers who name keys that nobody knows hold few threads of the server.
	 */
	@Test
	void newerThanWhenTheSourceHangsThenEightWaitAndAllOthersGoOn() throws Exception {
		RefreshedAuthTokenKeys keys = new RefreshedAuthTokenKeys(this.first, () -> this.second, this.tasks::add,
				this.clock);
		this.clock.advance(Duration.ofMinutes(1));
		List<FutureTask<AuthTokenKeys>> waiting = Stream
			.generate(() -> new FutureTask<>(() -> keys.newerThan(this.first)))
			.limit(8)
			.toList();
		for (FutureTask<AuthTokenKeys> one : waiting) {
			Thread thread = new Thread(one);
			thread.start();
			while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
				Thread.sleep(1);
			}
		}
		for (int i = 0; i < 3; i++) {
			assertThat(keys.newerThan(this.first)).isSameAs(this.first);
		}
		// had those three waited, it would be too late for these
		this.tasks.remove().run();
		for (FutureTask<AuthTokenKeys> one : waiting) {
			assertThat(one.get()).isSameAs(this.second);
		}
	}

	@Test
	void newerThanWhenTheApplicationIsStoppingThenGoesOnWithThoseThatAreKnown() {
		RefreshedAuthTokenKeys keys = new RefreshedAuthTokenKeys(this.first, () -> this.second, (task) -> {
			throw new RejectedExecutionException("stopped");
		}, this.clock);
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(keys.newerThan(this.first)).isSameAs(this.first);
	}

}
