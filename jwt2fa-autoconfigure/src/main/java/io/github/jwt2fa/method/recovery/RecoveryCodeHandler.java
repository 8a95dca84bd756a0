package io.github.jwt2fa.method.recovery;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * The method {@code recovery-code}: a stand-in for a factor of the user's own that is
 * lost, and so none by itself. Thread-safe, as its repository is.
 */
final class RecoveryCodeHandler implements TwoFactorMethodHandler {

	/** Others can only be faster so often as there are codes, or with a new list. */
	private static final int MAX_TRIES = 100;

	private final RecoveryCodeRepository repository;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	RecoveryCodeHandler(RecoveryCodeRepository repository, TwoFactorEventPublisher events, Clock clock) {
		this.repository = repository;
		this.events = events;
		this.clock = clock;
	}

	@Override
	public TwoFactorMethod method() {
		return TwoFactorMethod.RECOVERY_CODE;
	}

	@Override
	public boolean isOwn() {
		return false;
	}

	@Override
	public boolean isStandIn() {
		return true;
	}

	@Override
	public boolean isSent() {
		return false;
	}

	/**
	 * One factor, with how many codes are left, since none of them is removed by itself.
	 */
	@Override
	public List<Factor> factors(TwoFactorUser user) {
		StoredRecoveryCodes codes = this.repository.findByUserId(user.id());
		return (codes != null && (codes.left() > 0 || codes.hasIssued(this.clock.instant())))
				? List.of(new Factor(null, Map.of("recovery_codes_left", codes.left()))) : List.of();
	}

	/**
	 * With a code that an operator issued.
	 */
	@Override
	public boolean standsAlone(TwoFactorUser user) {
		StoredRecoveryCodes codes = this.repository.findByUserId(user.id());
		return codes != null && codes.hasIssued(this.clock.instant());
	}

	@Override
	public boolean checksSetUp() {
		return true;
	}

	@Override
	public Challenge begin(TwoFactorUser user) {
		return Challenge.none();
	}

	@Override
	public boolean recognizes(Proof proof) {
		return proof.isCode() && RecoveryCode.of(proof.text()) != null;
	}

	@Override
	public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
		RecoveryCode code = RecoveryCode.of(proof.text());
		if (code == null) {
			return null;
		}
		StoredRecoveryCodes known = this.repository.findByUserId(user.id());
		String hash = code.hash(user.id());
		if (known == null) {
			return null;
		}
		boolean issued = known.containsIssued(hash, this.clock.instant());
		return (issued || known.contains(hash)) ? new Accepted(user.id(), hash, issued, known) : null;
	}

	/**
	 * A code that is right.
	 */
	private final class Accepted implements AcceptedProof {

		private final String userId;

		private final String hash;

		private final boolean issued;

		private @Nullable StoredRecoveryCodes known;

		private Accepted(String userId, String hash, boolean issued, StoredRecoveryCodes known) {
			this.userId = userId;
			this.hash = hash;
			this.issued = issued;
			this.known = known;
		}

		@Override
		public boolean use() {
			for (int i = 0; i < MAX_TRIES; i++) {
				StoredRecoveryCodes present = this.known;
				if (present == null || !isAmong(present)) {
					return false;
				}
				this.known = present.without(this.hash);
				if (RecoveryCodeHandler.this.repository.replace(present, this.known)) {
					int left = left();
					RecoveryCodeHandler.this.events
						.publish((client, at) -> new TwoFactorEvent.RecoveryCodeUsed(this.userId, left, client, at));
					return true;
				}
				this.known = RecoveryCodeHandler.this.repository.findByUserId(this.userId);
			}
			throw new IllegalStateException("The recovery codes could not be replaced");
		}

		private boolean isAmong(StoredRecoveryCodes codes) {
			return this.issued ? codes.containsIssued(this.hash, RecoveryCodeHandler.this.clock.instant())
					: codes.contains(this.hash);
		}

		/**
		 * Once the code is used.
		 */
		private int left() {
			return (this.known != null) ? this.known.left() : 0;
		}

		@Override
		public boolean standsAlone() {
			return this.issued;
		}

		@Override
		public Map<String, Object> members() {
			return Map.of("recovery_codes_left", left());
		}

	}

	/**
	 * Removes all codes: none of them has an id.
	 */
	@Override
	public boolean remove(String userId, @Nullable String id) {
		return id == null && this.repository.deleteByUserId(userId);
	}

}
