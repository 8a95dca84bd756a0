package io.github.jwt2fa.device;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.crypto.Sha256;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The devices that are asked for the password alone: begins and ends their trust, and
 * tells of it. Where no device is trusted it does nothing. Thread-safe, as its repository
 * is.
 *
 * @since 0.1.0
 */
public final class TrustedDevices {

	/** When one more is trusted, the oldest is so no longer. */
	static final int MAX_PER_USER = 10;

	private static final int TOKEN_BYTES = 32;

	/** What 32 bytes are in base64url without padding. */
	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

	private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

	/** The same on every instance, also for devices of one moment. */
	private static final Comparator<TrustedDevice> NEWEST_FIRST = Comparator.comparing(TrustedDevice::createdAt)
		.thenComparing(TrustedDevice::id)
		.reversed();

	private final @Nullable TrustedDeviceRepository repository;

	private final Duration maxAge;

	private final TwoFactorEventPublisher events;

	private final RandomIds ids;

	private final Clock clock;

	/**
	 * Devices.
	 * @param repository where they are kept, or {@code null} where none is trusted
	 * @param maxAge how long one is trusted
	 * @param events where it is told that one is
	 * @param ids where tokens come from
	 * @param clock the time
	 */
	public TrustedDevices(@Nullable TrustedDeviceRepository repository, Duration maxAge, TwoFactorEventPublisher events,
			RandomIds ids, Clock clock) {
		this.repository = repository;
		this.maxAge = maxAge;
		this.events = events;
		this.ids = ids;
		this.clock = clock;
	}

	/**
	 * What there is where no device is trusted.
	 * @return devices of nobody
	 */
	public static TrustedDevices off() {
		Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
		return new TrustedDevices(null, Duration.ZERO, new TwoFactorEventPublisher((event) -> {
		}, clock, () -> null), new RandomIds(new SecureRandom()), clock);
	}

	/**
	 * Whether devices are trusted at all.
	 * @return whether {@code jwt2fa.trusted-devices.max-age} is set
	 */
	public boolean isOn() {
		return this.repository != null;
	}

	/**
	 * Trusts a device from now on, on which the user has just shown a second factor.
	 * Where the user has as many as may be, the oldest is trusted no longer.
	 * @param userId the user's id
	 * @param method the second factor
	 * @param name what the client calls the device, or {@code null} if it told no name
	 * @param passwordFingerprint what stands for the user's password, or {@code null} if
	 * nobody knows its hash
	 * @return the token of the device, which nobody can tell again
	 * @throws IllegalStateException where no device is trusted
	 */
	public GrantedTrust trust(String userId, TwoFactorMethod method, @Nullable String name,
			@Nullable String passwordFingerprint) {
		Assert.state(this.repository != null, "No device is trusted: set jwt2fa.trusted-devices.max-age");
		String token = this.ids.base64Url(TOKEN_BYTES);
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		TrustedDevice device = TrustedDevice.withId(idOf(token))
			.userId(userId)
			.method(method)
			.name(name)
			.passwordFingerprint(passwordFingerprint)
			.createdAt(afterOthers(this.repository, userId, now))
			.lastUsedAt(now)
			.endsAt(now.plus(this.maxAge))
			.build();
		this.repository.insert(device);
		endOldest(this.repository, userId);
		this.events.publish((client, at) -> new TwoFactorEvent.DeviceTrusted(userId, device.id(), method,
				device.endsAt(), client, at));
		return new GrantedTrust(token, device.endsAt());
	}

	/**
	 * A host whose clock is behind must not take its new device for the oldest one.
	 */
	private static Instant afterOthers(TrustedDeviceRepository repository, String userId, Instant now) {
		return repository.findByUserId(userId)
			.stream()
			.map((device) -> device.createdAt().plusMillis(1))
			.filter((next) -> next.isAfter(now))
			.max(Comparator.naturalOrder())
			.orElse(now);
	}

	/**
	 * After the new one is written: so the last of several at once sees them all, and
	 * none ends more than it has to.
	 */
	private void endOldest(TrustedDeviceRepository repository, String userId) {
		findAll(userId).stream().skip(MAX_PER_USER).forEach((device) -> repository.delete(userId, device.id()));
	}

	/**
	 * The device of a token, if it is a user's and its time is not over.
	 * @param userId the user's id
	 * @param token what a client shows, whatever that is
	 * @return the device, or {@code null} if there is none
	 */
	public @Nullable TrustedDevice find(String userId, String token) {
		if (this.repository == null || !TOKEN.matcher(token).matches()) {
			return null;
		}
		TrustedDevice device = this.repository.findById(idOf(token));
		return (device != null && device.userId().equals(userId) && !device.isOver(this.clock.instant())) ? device
				: null;
	}

	/**
	 * Notes that a user logs in by a device.
	 * @param device the device, as it was found
	 * @return {@code false} if it is trusted no longer
	 */
	public boolean use(TrustedDevice device) {
		Instant now = this.clock.instant();
		return this.repository != null && !device.isOver(now) && this.repository.use(device.id(), now);
	}

	/**
	 * The devices of a user that are trusted.
	 * @param userId the user's id
	 * @return the devices, the newest first
	 */
	public List<TrustedDevice> findAll(String userId) {
		if (this.repository == null) {
			return List.of();
		}
		Instant now = this.clock.instant();
		return this.repository.findByUserId(userId)
			.stream()
			.filter((device) -> !device.isOver(now))
			.sorted(NEWEST_FIRST)
			.toList();
	}

	/**
	 * Ends the trust in one of the devices of a user.
	 * @param userId the user's id
	 * @param id the device's id
	 * @return {@code false} if the user has no such device, or it was trusted no longer
	 */
	public boolean end(String userId, String id) {
		if (this.repository == null || !ID.matcher(id).matches()) {
			return false;
		}
		TrustedDevice device = this.repository.findById(id);
		return device != null && !device.isOver(this.clock.instant()) && this.repository.delete(userId, id);
	}

	/**
	 * Ends the trust in all devices of a user.
	 * @param userId the user's id
	 */
	public void endAll(String userId) {
		endAll(userId, null);
	}

	/**
	 * Ends the trust in the devices of a user, as an application has to whose passwords
	 * are kept elsewhere when one of them changes.
	 * @param userId the user's id
	 * @param exceptId the id of a device that stays, or {@code null} for none
	 */
	public void endAll(String userId, @Nullable String exceptId) {
		if (this.repository != null) {
			this.repository.deleteAll(userId, exceptId);
		}
	}

	/**
	 * Ends the trust in all devices of a user, even if a transaction of the caller is
	 * rolled back.
	 * @param userId the user's id
	 */
	public void endAllForGood(String userId) {
		if (this.repository != null) {
			this.repository.deleteAllForGood(userId);
		}
	}

	/**
	 * Ends the trust in all devices of all users, as is wanted after a leak.
	 * @return how many there were
	 */
	public int endAllOfEveryone() {
		return (this.repository != null) ? this.repository.deleteAllOfEveryone() : 0;
	}

	/**
	 * Forgets devices whose time is over.
	 * @param limit the most to forget at once
	 * @return how many were forgotten
	 */
	int forget(int limit) {
		return (this.repository != null) ? this.repository.deleteEndedBefore(this.clock.instant(), limit) : 0;
	}

	/**
	 * A fast hash is enough: nobody tries 256 random bits one after the other.
	 */
	private static String idOf(String token) {
		return Sha256.hex(token.getBytes(StandardCharsets.US_ASCII));
	}

}
