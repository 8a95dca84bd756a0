package io.github.jwt2fa.method.recovery;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.user.TwoFactorUser;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Makes recovery codes, counts and deletes them. They stand in for a factor that the user
 * set up, and live no longer than the last of these. Thread-safe, as its repository is.
 *
 * @since 0.1.0
 */
public final class RecoveryCodeService {

	/** So many hashes fit into a row. */
	private static final int MAX_COUNT = 20;

	private static final int MAX_TRIES = 100;

	private static final Duration MIN_VALIDITY = Duration.ofMinutes(10);

	private static final Duration MAX_VALIDITY = Duration.ofHours(24);

	private final RecoveryCodeRepository repository;

	private final TwoFactorMethods methods;

	private final int count;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	private final SecureRandom random;

	/**
	 * A service.
	 * @param repository where the codes are kept
	 * @param methods tells who has set a factor up
	 * @param count how many codes a user gets, 1 to 20
	 * @param events where changes are told
	 * @param clock the time
	 * @param random where codes come from
	 * @throws IllegalArgumentException if the count is another
	 */
	public RecoveryCodeService(RecoveryCodeRepository repository, TwoFactorMethods methods, int count,
			TwoFactorEventPublisher events, Clock clock, SecureRandom random) {
		Assert.isTrue(count > 0 && count <= MAX_COUNT, "A user gets 1 to " + MAX_COUNT + " recovery codes");
		this.repository = repository;
		this.methods = methods;
		this.count = count;
		this.events = events;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Makes new codes. Those that the user had are dead at once.
	 * @param user the user
	 * @return the codes, as the user is to be shown them; nobody can tell them again
	 * @throws TwoFactorException {@code no_own_factor} if the user has set no other
	 * factor up
	 */
	public List<String> create(TwoFactorUser user) {
		requireOwnFactor(user);
		Fresh fresh = generate(user);
		update(user.id(), (known) -> fresh.stored());
		return tell(fresh);
	}

	/**
	 * Makes codes for a user who has none left, and has just set a factor up. Of several
	 * at once, one succeeds.
	 * @param user the user; what it tells may be from before the factor was set up
	 * @return the codes, as the user is to be shown them; none if some are left
	 */
	public List<String> createIfNone(TwoFactorUser user) {
		Fresh fresh = generate(user);
		if (this.repository.insert(fresh.stored())) {
			return tell(fresh);
		}
		StoredRecoveryCodes known = this.repository.findByUserId(user.id());
		// what an operator issued is no reason to be left without a list
		return (known != null && known.left() == 0 && this.repository.replace(known, fresh.stored())) ? tell(fresh)
				: List.of();
	}

	/**
	 * Issues one code that ends, in an operator's name: for a user who has lost all else,
	 * and perhaps has never set a factor up. It is good after the password alone. One
	 * that was issued before is dead at once; codes that the user made stay good.
	 * @param user the user
	 * @param validFor how long it is good, 10 minutes to 24 hours
	 * @param by the operator
	 * @return the code, as the user is to be told it; nobody can tell it again
	 * @throws IllegalArgumentException if it were good for a shorter or a longer time
	 */
	public String issue(TwoFactorUser user, Duration validFor, String by) {
		Assert.isTrue(validFor.compareTo(MIN_VALIDITY) >= 0 && validFor.compareTo(MAX_VALIDITY) <= 0,
				() -> "An issued recovery code is good for 10 minutes to 24 hours, and not for " + validFor);
		RecoveryCode code = RecoveryCode.generate(this.random);
		Instant now = now();
		String hash = code.hash(user.id());
		Instant endsAt = now.plus(validFor);
		update(user.id(), (known) -> (known != null) ? known.withIssued(hash, endsAt)
				: new StoredRecoveryCodes(user.id(), List.of(StoredRecoveryCodes.issued(hash, endsAt)), now));
		this.events.publish((client, at) -> new TwoFactorEvent.RecoveryCodeIssued(user.id(), endsAt, by, client, at));
		return code.text();
	}

	/**
	 * As a database keeps it.
	 */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	private void requireOwnFactor(TwoFactorUser user) {
		if (this.methods.setUp(user).isEmpty()) {
			throw new TwoFactorException(TwoFactorError.NO_OWN_FACTOR);
		}
	}

	private Fresh generate(TwoFactorUser user) {
		List<RecoveryCode> codes = Stream.generate(() -> RecoveryCode.generate(this.random)).limit(this.count).toList();
		List<String> hashes = codes.stream().map((code) -> code.hash(user.id())).toList();
		return new Fresh(codes, new StoredRecoveryCodes(user.id(), hashes, now()));
	}

	private List<String> tell(Fresh fresh) {
		this.events.publish((client, at) -> new TwoFactorEvent.RecoveryCodesMade(fresh.stored().userId(), client, at));
		return fresh.codes().stream().map(RecoveryCode::text).toList();
	}

	/**
	 * How many codes a user has left of those that the user made.
	 * @param userId the user's id
	 * @return the number
	 */
	public int left(String userId) {
		StoredRecoveryCodes codes = this.repository.findByUserId(userId);
		return (codes != null) ? codes.left() : 0;
	}

	/**
	 * Deletes what may be left of a user who has set no other factor up: it must not be
	 * good again with the next one. A code that an operator issued stays until the factor
	 * is set up, since that may fail.
	 * @param user the user, before a factor is set up
	 * @return whether such a code is left, which has to {@linkplain #endIssued end} then
	 */
	public boolean deleteStale(TwoFactorUser user) {
		// read first: another request may set a factor up and make codes in between
		StoredRecoveryCodes known = this.repository.findByUserId(user.id());
		if (known == null || !this.methods.setUp(user).isEmpty()) {
			return false;
		}
		StoredRecoveryCodes issued = known.issuedAlone();
		if (known.left() > 0) {
			this.repository.replace(known, issued);
		}
		return issued != null;
	}

	/**
	 * Ends a code that an operator issued to a user: one who has set up the first factor.
	 * @param userId the user's id
	 */
	public void endIssued(String userId) {
		update(userId, (known) -> (known != null) ? known.madeAlone() : null);
	}

	/**
	 * Changes what a user has, whatever others do at the same time.
	 */
	private void update(String userId, UnaryOperator<@Nullable StoredRecoveryCodes> change) {
		for (int i = 0; i < MAX_TRIES; i++) {
			StoredRecoveryCodes known = this.repository.findByUserId(userId);
			StoredRecoveryCodes next = change.apply(known);
			if (Objects.equals(known, next) || isWritten(known, next)) {
				return;
			}
		}
		throw new IllegalStateException("The recovery codes could not be replaced");
	}

	private boolean isWritten(@Nullable StoredRecoveryCodes known, @Nullable StoredRecoveryCodes next) {
		return (known != null) ? this.repository.replace(known, next) : next == null || this.repository.insert(next);
	}

	/**
	 * Deletes all codes of a user: those of whose factors none is left.
	 * @param userId the user's id
	 * @return {@code false} if there were none
	 */
	public boolean deleteAll(String userId) {
		return this.repository.deleteByUserId(userId);
	}

	/**
	 * Codes that nobody has seen yet.
	 *
	 * @param codes the codes
	 * @param stored what is kept of them
	 */
	private record Fresh(List<RecoveryCode> codes, StoredRecoveryCodes stored) {
	}

}
