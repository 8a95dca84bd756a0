package io.github.jwt2fa.device;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What hosts and times do to trusted devices.
 */
class TrustedDevicesTests {

	private final MutableClock clock = new MutableClock();

	private final InMemoryTrustedDeviceRepository repository = new InMemoryTrustedDeviceRepository();

	private final List<Object> events = new ArrayList<>();

	private final TrustedDevices devices = host(this.clock);

	private TrustedDevices host(Clock clock) {
		return new TrustedDevices(this.repository, Duration.ofDays(30),
				new TwoFactorEventPublisher(this.events::add, clock, () -> null), new RandomIds(new SecureRandom()),
				clock);
	}

	private static GrantedTrust trust(TrustedDevices devices) {
		return devices.trust("alice", TwoFactorMethod.TOTP, "Laptop", "a fingerprint");
	}

	@Test
	void trustWhenAHostsClockIsBehindThenItsNewDeviceIsNotTheOldest() {
		for (int i = 0; i < TrustedDevices.MAX_PER_USER; i++) {
			trust(this.devices);
		}
		TrustedDevices behind = host(new MutableClock(this.clock.instant().minusSeconds(3)));
		GrantedTrust last = trust(behind);
		assertThat(this.devices.findAll("alice")).hasSize(TrustedDevices.MAX_PER_USER)
			.first()
			.isEqualTo(this.devices.find("alice", last.token()));
		assertThat(last.endsAt()).as("by the host's own clock")
			.isBefore(this.clock.instant().plus(Duration.ofDays(30)));
	}

	@Test
	void trustWhenOthersAreOverThenTheyTakeNoPlace() {
		for (int i = 0; i < TrustedDevices.MAX_PER_USER; i++) {
			trust(this.devices);
		}
		this.clock.advance(Duration.ofDays(29));
		GrantedTrust kept = trust(this.devices);
		this.clock.advance(Duration.ofDays(2));
		trust(this.devices);
		assertThat(this.devices.findAll("alice")).hasSize(2);
		assertThat(this.devices.find("alice", kept.token())).isNotNull();
	}

	@Test
	void useWhenTheTimeIsOverMeanwhileThenTrustedNoLonger() {
		TrustedDevice device = this.devices.find("alice", trust(this.devices).token());
		this.clock.advance(Duration.ofDays(30));
		assertThat(this.devices.use(device)).isFalse();
	}

	@Test
	void forgetWhenOverThenTheyAreGone() {
		trust(this.devices);
		assertThat(this.devices.forget(10)).isZero();
		this.clock.advance(Duration.ofDays(30).plusMillis(1));
		trust(this.devices);
		assertThat(this.devices.forget(10)).isEqualTo(1);
		assertThat(this.repository.findByUserId("alice")).hasSize(1);
	}

	@Test
	void toStringThenTellsNeitherTokenNorFingerprint() {
		GrantedTrust granted = trust(this.devices);
		TrustedDevice device = this.devices.find("alice", granted.token());
		assertThat(granted.toString() + device + this.events).contains("alice")
			.doesNotContain(granted.token())
			.doesNotContain("a fingerprint");
		assertThat(device.toBuilder().build()).isEqualTo(device).hasSameHashCodeAs(device);
		assertThat(this.events).singleElement().isInstanceOf(TwoFactorEvent.DeviceTrusted.class);
	}

	@Test
	void buildWhenSomethingIsMissingThenTells() {
		assertThatIllegalArgumentException().isThrownBy(() -> TrustedDevice.withId("a").build())
			.withMessageContaining("userId");
	}

	@Test
	void offWhenAskedThenNobodyIsTrusted() {
		TrustedDevices off = TrustedDevices.off();
		assertThat(off.isOn()).isFalse();
		assertThat(off.find("alice", "x".repeat(43))).isNull();
		assertThat(off.findAll("alice")).isEmpty();
		assertThat(off.end("alice", "0".repeat(64))).isFalse();
		off.endAll("alice");
		off.endAllForGood("alice");
		assertThatIllegalStateException().isThrownBy(() -> trust(off))
			.withMessageContaining("jwt2fa.trusted-devices.max-age");
	}

}
