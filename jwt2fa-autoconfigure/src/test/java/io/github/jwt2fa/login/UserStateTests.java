package io.github.jwt2fa.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.UserState.Failure;
import io.github.jwt2fa.login.UserState.Reservation;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UserStateTests {

	private final MutableClock clock = new MutableClock();

	private final UserState.Format format = new UserState.Format();

	private UserState state = this.format.none();

	private static LoginSettings settings(int maxTokens, String codes, String failures) {
		return new LoginSettings(Rate.UNLIMITED, maxTokens, Rate.valueOf(codes), Duration.ZERO, 5,
				failures.equals("none") ? List.of() : Stream.of(failures.split(",")).map(Rate::valueOf).toList());
	}

	private CodeToken token(String id) {
		Instant now = this.clock.instant();
		return new CodeToken(id, TwoFactorMethod.CODE_SENDER, "alice", now, now.plusSeconds(300));
	}

	private <R> R apply(Transition<UserState, R> transition) {
		this.state = this.format.read(new StateReader(this.format.write(transition.next())));
		assertThat(this.state).isEqualTo(transition.next());
		return transition.result();
	}

	private Reservation reserve(CodeToken token, LoginSettings settings) {
		return apply(this.state.reserve(token, true, this.clock.instant(), settings));
	}

	@Test
	void reserveWhenAllSlotsAreTakenThenRefusedUntilTheFirstTokenEnds() {
		LoginSettings settings = settings(2, "none", "none");
		assertThat(reserve(token("a"), settings)).isInstanceOf(Reservation.Granted.class);
		this.clock.advance(Duration.ofSeconds(100));
		assertThat(reserve(token("b"), settings)).isInstanceOf(Reservation.Granted.class);
		assertThat(reserve(token("c"), settings)).isEqualTo(new Reservation.TooManyTokens(Duration.ofSeconds(200)));
		this.clock.advance(Duration.ofSeconds(200));
		assertThat(reserve(token("c"), settings)).isInstanceOf(Reservation.Granted.class);
	}

	/**
	 * Of some databases a record of the state is 4000 bytes at most.
	 */
	@Test
	void reserveWhenTheSettingsAllowTheMostThenAllOfItFitsIntoARecord() {
		LoginSettings settings = settings(300, "3/1h", String.join(",", Collections.nCopies(10, "20/1h")));
		apply(this.state.fail(this.clock.instant(), settings));
		for (int i = 0; i < 300; i++) {
			apply(this.state.reserve(token("t" + i), false, this.clock.instant(), settings));
		}
		assertThat(this.state.liveTokens()).hasSize(300);
		assertThat(this.state.failures()).hasSize(10);
		assertThat(this.format.write(this.state)).hasSizeLessThanOrEqualTo(4000);
	}

	@Test
	void reserveWhenATokenFollowsThenItHasTheSlotOfTheOneBeforeForLonger() {
		LoginSettings settings = settings(2, "3/1h", "none");
		CodeToken first = token("a");
		reserve(first, settings);
		reserve(token("b"), settings);
		this.clock.advance(Duration.ofSeconds(200));
		CodeToken next = token("c").after(first);
		assertThat(reserve(next, settings)).isInstanceOf(Reservation.Granted.class);
		assertThat(this.state.liveTokens()).hasSize(2).contains(UserState.LiveToken.of(next));
		assertThat(reserve(token("d").after(next), settings)).as("the code counts")
			.isInstanceOf(Reservation.TooManyCodes.class);
		assertThat(this.state.liveTokens()).hasSize(2);
		this.clock.advance(Duration.ofSeconds(100));
		assertThat(apply(this.state.release(first, this.clock.instant()))).as("whichever of the chain").isTrue();
		assertThat(this.state.liveTokens()).isEmpty();
		assertThat(apply(this.state.release(next, this.clock.instant()))).isFalse();
	}

	@Test
	void reserveWhenTheSlotOfTheOneBeforeIsGoneThenAnotherIsNeeded() {
		LoginSettings settings = settings(1, "none", "none");
		CodeToken first = token("a");
		reserve(first, settings);
		apply(this.state.release(first, this.clock.instant()));
		reserve(token("b"), settings);
		assertThat(reserve(token("c").after(first), settings)).isInstanceOf(Reservation.TooManyTokens.class);
	}

	@Test
	void reserveWhenTokensAreNotCountedThenOneEntryLastsAsLongAsTheLastToken() {
		LoginSettings settings = settings(Integer.MAX_VALUE, "none", "20/1h");
		reserve(token("a"), settings);
		this.clock.advance(Duration.ofSeconds(100));
		CodeToken last = token("b");
		reserve(last, settings);
		apply(this.state.release(last, this.clock.instant()));
		assertThat(this.state.liveTokens()).hasSize(1);
		assertThat(this.format.endOf(this.state)).isEqualTo(last.expiresAt());
	}

	@Test
	void releaseWhenCalledTwiceThenOneSlotComesBack() {
		LoginSettings settings = settings(2, "none", "none");
		CodeToken first = token("a");
		reserve(first, settings);
		reserve(token("b"), settings);
		assertThat(apply(this.state.release(first, this.clock.instant()))).isTrue();
		assertThat(apply(this.state.release(first, this.clock.instant()))).isFalse();
		assertThat(this.state.liveTokens()).hasSize(1);
	}

	@Test
	void reserveWhenCodesAreSpentThenRefusedAndReleasingGivesNoCodeBack() {
		LoginSettings settings = settings(10, "2/1h", "none");
		CodeToken first = token("a");
		reserve(first, settings);
		reserve(token("b"), settings);
		apply(this.state.release(first, this.clock.instant()));
		assertThat(reserve(token("c"), settings)).isEqualTo(new Reservation.TooManyCodes(Duration.ofMinutes(30)));
		assertThat(apply(this.state.reserve(token("t"), false, this.clock.instant(), settings)))
			.isInstanceOf(Reservation.Granted.class);
	}

	@Test
	void reserveWhenNoLimitThenNothingIsKept() {
		LoginSettings settings = settings(Integer.MAX_VALUE, "none", "none");
		for (int i = 0; i < 100; i++) {
			assertThat(reserve(token("t" + i), settings)).isInstanceOf(Reservation.Granted.class);
		}
		assertThat(this.state.liveTokens()).isEmpty();
	}

	@Test
	void failWhenBudgetIsSpentThenToldOnceUntilItCouldBeFull() {
		LoginSettings settings = settings(3, "none", "3/3h");
		assertThat(fail(settings)).isEqualTo(new Failure(Duration.ZERO, false));
		assertThat(fail(settings)).isEqualTo(new Failure(Duration.ZERO, false));
		assertThat(fail(settings)).isEqualTo(new Failure(Duration.ZERO, true));
		assertThat(fail(settings)).isEqualTo(new Failure(Duration.ofHours(1), false));
		this.clock.advance(Duration.ofHours(1));
		assertThat(fail(settings)).as("spent again, but no news").isEqualTo(new Failure(Duration.ZERO, false));
		this.clock.advance(Duration.ofHours(3));
		fail(settings);
		fail(settings);
		assertThat(fail(settings)).as("news again").isEqualTo(new Failure(Duration.ZERO, true));
	}

	@Test
	void failWhenEitherRateIsSpentThenRefusedForTheLongestWaitAndToldForEach() {
		LoginSettings settings = settings(3, "none", "2/1h,3/30d");
		assertThat(fail(settings)).isEqualTo(new Failure(Duration.ZERO, false));
		assertThat(fail(settings)).as("the hour's").isEqualTo(new Failure(Duration.ZERO, true));
		assertThat(fail(settings)).isEqualTo(new Failure(Duration.ofMinutes(30), false));
		this.clock.advance(Duration.ofMinutes(30));
		assertThat(fail(settings)).as("the month's, and the hour's again").isEqualTo(new Failure(Duration.ZERO, true));
		assertThat(fail(settings)).isEqualTo(new Failure(Duration.ofDays(10).minusMinutes(30), false));
		assertThat(this.state.spentFor(this.clock.instant(), settings)).isEqualTo(Duration.ofDays(10).minusMinutes(30));
	}

	@Test
	void failWhenRatesAreOthersThanBeforeThenTheFirstGoesOnAndTheRestAreFull() {
		LoginSettings one = settings(3, "none", "2/1h");
		LoginSettings two = settings(3, "none", "2/1h,5/30d");
		fail(one);
		assertThat(fail(two)).isEqualTo(new Failure(Duration.ZERO, true));
		assertThat(fail(two).throttledFor()).isEqualTo(Duration.ofMinutes(30));
		assertThat(fail(one).throttledFor()).isEqualTo(Duration.ofMinutes(30));
		this.clock.advance(Duration.ofMinutes(30));
		assertThat(fail(one).throttledFor()).isZero();
	}

	private Failure fail(LoginSettings settings) {
		return apply(this.state.fail(this.clock.instant(), settings));
	}

	@Test
	void endOfWhenSeveralPartsCountThenTheLastOfThem() {
		LoginSettings settings = settings(3, "10/1h", "20/1h");
		CodeToken token = token("a");
		reserve(token, settings);
		assertThat(this.format.endOf(this.state)).as("its code").isEqualTo(token.issuedAt().plusSeconds(360));
		this.clock.advance(Duration.ofMinutes(4));
		fail(settings);
		assertThat(this.format.endOf(this.state)).as("the failure").isEqualTo(token.issuedAt().plusSeconds(420));
	}

	@Test
	void writeWhenThreeTokensThenSmall() {
		LoginSettings settings = settings(3, "10/1h", "20/1h,100/30d");
		reserve(token("a"), settings);
		reserve(token("b"), settings);
		reserve(token("c"), settings);
		assertThat(this.format.write(this.state)).hasSizeLessThan(64);
		fail(settings);
		assertThat(this.format.write(this.state)).hasSizeLessThan(80);
	}

}
