package io.github.jwt2fa.wiring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HousekeepingTests {

	@Test
	void runWhenThereIsMuchThenBatchAfterBatchAndGoesOnAfterAFailure() throws Exception {
		AtomicInteger left = new AtomicInteger(1200);
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(1);
		Housekeeping housekeeping = new Housekeeping("things", Duration.ofMillis(10), (limit) -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("The store is down");
			}
			int removed = Math.min(limit, left.get());
			if (left.addAndGet(-removed) == 0) {
				done.countDown();
			}
			return removed;
		});
		housekeeping.start();
		assertThat(housekeeping.isRunning()).isTrue();
		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
		// one that failed, and three batches of 500
		assertThat(calls.get()).isGreaterThanOrEqualTo(4);
		housekeeping.stop();
		assertThat(housekeeping.isRunning()).isFalse();
	}

}
