package io.github.jwt2fa.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HashedKeyStateStoreTests extends StateStoreContract {

	private final MutableClock clock = new MutableClock();

	private final InMemoryStateStore hidden = new InMemoryStateStore(this.clock, 100);

	private final StateStore store = new HashedKeyStateStore(this.hidden, hmac("a secret"));

	private static HmacSha256 hmac(String secret) {
		return new HmacSha256(secret.getBytes(StandardCharsets.UTF_8));
	}

	private static String id(HmacSha256 hmac, String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hmac.sign(text), 16));
	}

	@Override
	protected StateStore store() {
		return this.store;
	}

	@Override
	protected void pass(Duration time) {
		this.clock.advance(time);
	}

	@Test
	void compareAndSetWhenIdIsPersonalThenTheStoreSeesAnHmacOfIt() {
		byte[] record = { 1 };
		this.store.compareAndSet(new StateKey("user", "alice@example.com"), null, record, Duration.ofMinutes(1));
		assertThat(this.hidden.get(new StateKey("user", "alice@example.com"))).isNull();
		assertThat(this.hidden.get(new StateKey("user", id(hmac("a secret"), "alice@example.com")))).isEqualTo(record);
		assertThat(new HashedKeyStateStore(this.hidden, hmac("another secret"))
			.get(new StateKey("user", "alice@example.com"))).as("another secret").isNull();
	}

	@Test
	void remembersSinceWhenHiddenStoreForgetsThenSaysSo() {
		assertThat(this.store.remembersSince()).isEqualTo(this.clock.instant());
	}

}
