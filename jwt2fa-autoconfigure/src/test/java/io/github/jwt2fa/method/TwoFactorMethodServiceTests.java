package io.github.jwt2fa.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TwoFactorMethodServiceTests {

	private static final TwoFactorMethod MAIL = TwoFactorMethod.of("mail");

	private static final TwoFactorMethod APP = TwoFactorMethod.of("app");

	private static final TwoFactorMethod KEY = TwoFactorMethod.of("key");

	private final MutableClock clock = new MutableClock();

	private final List<Object> events = new ArrayList<>();

	private final InMemoryData data = new InMemoryData();

	private final TwoFactorEventPublisher publisher = new TwoFactorEventPublisher(this.events::add, this.clock,
			() -> null);

	private final InMemoryStateStore store = new InMemoryStateStore(this.clock, 100);

	private final TwoFactorMethodSettings settings = new TwoFactorMethodSettings(MAIL,
			Set.of(MAIL, APP, TwoFactorMethod.TOTP));

	private final FactorChanges changes = new FactorChanges(this.store, this.clock);

	/** Alice has the app, bob nothing; nobody may use the key. */
	private final TwoFactorMethods methods = new TwoFactorMethods(this.settings, this::chosen,
			List.of(TestMethod.of("app", "alice"), TestMethod.of("key", "alice"), TestMethod.of("totp"),
					TestMethod.ofEveryone("mail")));

	private final TwoFactorMethodService service = new TwoFactorMethodService(this.methods, this.data, this.changes,
			this.publisher);

	private final TwoFactorUser alice = TwoFactorUser.withId("alice").build();

	private final TwoFactorUser bob = TwoFactorUser.withId("bob").build();

	private TwoFactorMethod chosen(TwoFactorUser user) {
		UserTwoFactorAuthData kept = this.data.findByUserId(user.id());
		return (kept != null) ? kept.preferredMethod() : null;
	}

	private void assertRefused(TwoFactorError error, TwoFactorUser user, TwoFactorMethod method) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.service.choose(user, method))
			.satisfies((refusal) -> assertThat(refusal.error()).isEqualTo(error));
		assertThat(this.data.findByUserId(user.id())).isNull();
		assertThat(this.events).isEmpty();
	}

	@Test
	void optionsWhenAskedThenTheMethodWhatIsSetUpAndWhatMayBeChosen() {
		TwoFactorMethodService.Options options = this.service.options(this.alice);
		assertThat(options.method()).isEqualTo(MAIL);
		assertThat(options.setUp()).containsExactlyInAnyOrder(APP, KEY);
		assertThat(options.methods()).containsExactly(MAIL, APP);
		assertThat(this.service.isKnown(KEY)).isTrue();
		assertThat(this.service.isKnown(TwoFactorMethod.of("sms"))).isFalse();
		assertThat(this.service.isUsable(this.alice, APP)).isTrue();
		assertThat(this.service.isUsable(this.bob, APP)).isFalse();
	}

	@Test
	void chooseWhenItMayNotBeThenSaysWhy() {
		assertRefused(TwoFactorError.DISABLING_2FA_NOT_ALLOWED, this.alice, TwoFactorMethod.NO_2FA);
		assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_TRUSTED, this.alice, KEY);
		assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE, this.bob, APP);
		assertRefused(TwoFactorError.NO_ACTIVE_TOTP, this.bob, TwoFactorMethod.TOTP);
	}

	@Test
	void chooseWhenItIsAnotherThenKeptAndToldOnce() {
		this.service.choose(this.alice, APP);
		this.service.choose(this.alice, APP);
		assertThat(chosen(this.alice)).isEqualTo(APP);
		assertThat(this.events).singleElement()
			.isEqualTo(new TwoFactorEvent.MethodChanged("alice", APP, null, this.clock.instant()));
	}

	@Test
	void chooseWhenAnotherWasChosenThenReplacedAndTold() {
		this.service.choose(this.alice, APP);
		this.service.choose(this.alice, MAIL);
		assertThat(chosen(this.alice)).isEqualTo(MAIL);
		assertThat(this.events).last()
			.isEqualTo(new TwoFactorEvent.MethodChanged("alice", MAIL, null, this.clock.instant()));
	}

	@Test
	void chooseWhenAnotherChangeIsBeingMadeThenThrottled() {
		this.changes.make("alice", "app", () -> {
			assertRefused(TwoFactorError.THROTTLED, this.alice, APP);
			this.service.choose(this.bob, MAIL);
		});
		this.service.choose(this.alice, APP);
		assertThat(chosen(this.alice)).isEqualTo(APP);
	}

	@Test
	void chooseWhenItIsTheFallbackThenKeptWithoutAWord() {
		this.service.choose(this.bob, MAIL);
		assertThat(chosen(this.bob)).isEqualTo(MAIL);
		assertThat(this.events).isEmpty();
	}

}
