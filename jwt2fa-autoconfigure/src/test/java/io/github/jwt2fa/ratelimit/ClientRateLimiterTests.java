package io.github.jwt2fa.ratelimit;

import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.PausingStateStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClientRateLimiterTests {

	private static final ClientAddress ALICE = ClientAddress.of("192.0.2.1");

	private final MutableClock clock = new MutableClock();

	private ClientRateLimiter limiter(long capacity, String rate) {
		return new ClientRateLimiter(Rate.valueOf(rate), new InMemoryStateStore(this.clock, capacity), this.clock);
	}

	@Test
	void tryAcquireWhenBurstIsSpentThenTellsTheWaitAndRefillsEvenly() {
		ClientRateLimiter limiter = limiter(100, "3/3h");
		for (int i = 0; i < 3; i++) {
			assertThat(limiter.tryAcquire(ALICE)).isZero();
		}
		assertThat(limiter.tryAcquire(ALICE)).isEqualTo(Duration.ofHours(1));
		assertThat(limiter.tryAcquire(ClientAddress.of("192.0.2.2"))).isZero();
		this.clock.advance(Duration.ofHours(1));
		assertThat(limiter.tryAcquire(ALICE)).isZero();
		assertThat(limiter.tryAcquire(ALICE)).isPositive();
	}

	@Test
	void tryAcquireWhenAddressGoesOnAfterItWasRefusedThenNothingIsWritten() {
		PausingStateStore store = new PausingStateStore(new InMemoryStateStore(this.clock, 100));
		ClientRateLimiter limiter = new ClientRateLimiter(Rate.valueOf("3/3h"), store, this.clock);
		for (int i = 0; i < 3; i++) {
			assertThat(limiter.tryAcquire(ALICE)).isZero();
		}
		store.beforeNextWrite(() -> {
			throw new AssertionError("written");
		});
		assertThat(limiter.tryAcquire(ALICE)).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void tryAcquireWhenManyAtOnceThenExactlyTheBurst() throws Exception {
		ClientRateLimiter limiter = limiter(100, "12/3h");
		assertThat(AtOnce.results(8, 40, (i) -> limiter.tryAcquire(ALICE).isZero())).filteredOn((admitted) -> admitted)
			.hasSize(12);
	}

	@Test
	void tryAcquireWhenStoreIsFullThenUnknownAddressesShareOneBucket() {
		// five addresses and their network
		ClientRateLimiter limiter = limiter(6, "2/3h");
		for (int i = 0; i < 5; i++) {
			assertThat(limiter.tryAcquire(ClientAddress.of("10.0.0." + i))).isZero();
		}
		assertThat(limiter.tryAcquire(ClientAddress.of("10.1.0.1"))).isZero();
		assertThat(limiter.tryAcquire(ClientAddress.of("10.1.0.2"))).isZero();
		assertThat(limiter.tryAcquire(ClientAddress.of("10.1.0.3"))).isPositive();
		assertThat(limiter.tryAcquire(ClientAddress.of("10.0.0.1"))).isZero();
		assertThat(limiter.tryAcquire(ClientAddress.of("10.0.0.1"))).isPositive();
	}

	@Test
	void tryAcquireWhenNetworkHasHadSixteenTimesTheRateThenRefusedWithoutARecord() {
		ClientRateLimiter limiter = limiter(1000, "3/3h");
		for (String network : new String[] { "192.0.2.", "2001:db8:7:", "::ffff:198.51.100." }) {
			String end = network.endsWith(":") ? "::1" : "";
			for (int i = 0; i < 16 * 3; i++) {
				assertThat(limiter.tryAcquire(ClientAddress.of(network + i + end))).isZero();
			}
			assertThat(limiter.tryAcquire(ClientAddress.of(network + "99" + end)))
				.isEqualTo(Duration.ofHours(3).dividedBy(48));
			assertThat(limiter.tryAcquire(ClientAddress.of(network + "0" + end))).as("one that was there").isPositive();
		}
		assertThat(limiter.tryAcquire(ClientAddress.of("198.51.100.200"))).as("inside IPv6").isPositive();
		assertThat(limiter.tryAcquire(ClientAddress.of("192.0.3.1"))).isZero();
		assertThat(limiter.tryAcquire(ClientAddress.of("2001:db8:8::1"))).isZero();
	}

	@Test
	void tryAcquireWhenOneCustomerHasManyPrefixesThenTheStoreIsNotFullAndNoBucketShared() {
		ClientRateLimiter limiter = limiter(300, "12/3h");
		int admitted = 0;
		for (int i = 0; i < 0x10000; i++) {
			admitted += limiter.tryAcquire(ClientAddress.of("2001:db8:7:" + Integer.toHexString(i) + "::1")).isZero()
					? 1 : 0;
		}
		assertThat(admitted).isEqualTo(16 * 12);
		for (int i = 0; i < 12; i++) {
			assertThat(limiter.tryAcquire(ALICE)).isZero();
			assertThat(limiter.tryAcquire(ClientAddress.of("2001:db8:8::1"))).isZero();
		}
	}

	@Test
	void tryAcquireWhenAnAddressGoesOnAfterItWasRefusedThenItsNeighboursAreNot() {
		ClientRateLimiter limiter = limiter(100, "2/3h");
		for (int i = 0; i < 1000; i++) {
			assertThat(limiter.tryAcquire(ALICE).isZero()).isEqualTo(i < 2);
		}
		for (int i = 0; i < 15; i++) {
			ClientAddress neighbour = ClientAddress.of("192.0.2." + (100 + i));
			assertThat(limiter.tryAcquire(neighbour)).isZero();
			assertThat(limiter.tryAcquire(neighbour)).isZero();
		}
		assertThat(limiter.tryAcquire(ClientAddress.of("192.0.2.200"))).isPositive();
	}

	@Test
	void tryAcquireWhenRateIsTheHighestThenANetworkHasOneToo() {
		assertThat(limiter(100, "999999999/1s").tryAcquire(ALICE)).isZero();
	}

	@Test
	void tryAcquireWhenBucketIsFullAgainThenItHasNoRecord() {
		ClientRateLimiter limiter = limiter(2, "2/2s");
		assertThat(limiter.tryAcquire(ALICE)).isZero();
		this.clock.advance(Duration.ofMillis(1002));
		for (int i = 0; i < 2; i++) {
			assertThat(limiter.tryAcquire(ClientAddress.of("10.0.0.1"))).as("a bucket of its own").isZero();
		}
		assertThat(limiter.tryAcquire(ClientAddress.of("10.1.0.1"))).as("no room, and nobody shares yet").isZero();
	}

	@Test
	void tryAcquireWhenRecordIsOfAnUnknownVersionThenOneBucketAnewAndNoMore() {
		StateStore store = new InMemoryStateStore(this.clock, 2);
		for (String id : List.of(ALICE.value(), "192.0.2.0/24")) {
			store.compareAndSet(new StateKey("client", id), null, new byte[] { 2, 7 }, Duration.ofHours(1));
		}
		ClientRateLimiter limiter = new ClientRateLimiter(Rate.valueOf("3/3h"), store, this.clock);
		for (int i = 0; i < 3; i++) {
			assertThat(limiter.tryAcquire(ALICE)).isZero();
		}
		assertThat(limiter.tryAcquire(ALICE)).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void tryAcquireWhenNoLimitThenAlways() {
		ClientRateLimiter limiter = limiter(1, "none");
		for (int i = 0; i < 100; i++) {
			assertThat(limiter.tryAcquire(ALICE)).isZero();
		}
	}

}
