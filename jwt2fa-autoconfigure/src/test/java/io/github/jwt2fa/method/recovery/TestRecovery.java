package io.github.jwt2fa.method.recovery;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * Recovery codes over a repository, for users of whom all but nora have an app.
 */
final class TestRecovery {

	static final TwoFactorUser ALICE = TwoFactorUser.withId("alice").build();

	static final TwoFactorUser BOB = TwoFactorUser.withId("bob").build();

	static final TwoFactorUser NORA = TwoFactorUser.withId("nora").build();

	static final String CLIENT = "192.0.2.1";

	private final List<TwoFactorEvent> events = new CopyOnWriteArrayList<>();

	private final RecoveryCodeHandler handler;

	private final RecoveryCodeService service;

	TestRecovery(RecoveryCodeRepository repository, Clock clock) {
		this(repository, clock, 10);
	}

	TestRecovery(RecoveryCodeRepository repository, Clock clock, int count) {
		TwoFactorEventPublisher publisher = new TwoFactorEventPublisher(
				(event) -> this.events.add((TwoFactorEvent) event), clock, () -> CLIENT);
		this.handler = new RecoveryCodeHandler(repository, publisher, clock);
		TwoFactorMethods methods = new TwoFactorMethods(
				new TwoFactorMethodSettings(TwoFactorMethod.NO_2FA, Set.of(TwoFactorMethod.TOTP)), (user) -> null,
				List.of(new App(), this.handler));
		this.service = new RecoveryCodeService(repository, methods, count, publisher, clock, new SecureRandom());
	}

	RecoveryCodeHandler handler() {
		return this.handler;
	}

	RecoveryCodeService service() {
		return this.service;
	}

	List<TwoFactorEvent> events() {
		return this.events;
	}

	/**
	 * What uses a code up, or {@code null} if it is wrong.
	 */
	AcceptedProof check(TwoFactorUser user, String code) {
		return this.handler.check(Map.of(), user, Proof.of(code));
	}

	boolean use(TwoFactorUser user, String code) {
		AcceptedProof accepted = check(user, code);
		return accepted != null && accepted.use();
	}

	/**
	 * A factor of the user's own.
	 */
	private static final class App implements TwoFactorMethodHandler {

		@Override
		public TwoFactorMethod method() {
			return TwoFactorMethod.TOTP;
		}

		@Override
		public boolean isOwn() {
			return true;
		}

		@Override
		public boolean isSent() {
			return false;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			return user.id().equals(NORA.id()) ? List.of() : List.of(Factor.single());
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			return Challenge.none();
		}

		@Override
		public AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			return null;
		}

		@Override
		public boolean remove(String userId, String id) {
			return false;
		}

	}

}
