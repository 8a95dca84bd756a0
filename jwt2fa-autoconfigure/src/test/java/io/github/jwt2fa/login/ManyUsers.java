package io.github.jwt2fa.login;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.state.StateStoreFullException;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.MutableClock;

import static io.github.jwt2fa.login.FloodedApplication.report;

/**
 * Users who log in, each with a code token that was tried and is live to the end. Some
 * have reached each limit. None of it is remembered here: names and ids follow from
 * numbers.
 */
final class ManyUsers {

	/** So many users with a live code token each. */
	static final int COUNT = 300_000;

	/** So many of them have reached each limit of a code token or of tokens at once. */
	static final int SHARE = COUNT / 10;

	/** So many code tokens were tried. */
	static final int TRIED = COUNT + SHARE;

	/** So many other users have spent each budget over all their code tokens. */
	static final int SPENT = 1000;

	private static final int DEAD = 1;

	private static final int USED = 2;

	private static final int THREE = 3;

	private static final Duration RETRY_WAIT = Duration.ofSeconds(2);

	private final LoginLimits limits;

	private final MutableClock clock;

	private Instant issuedAt;

	ManyUsers(LoginLimits limits, MutableClock clock) {
		this.limits = limits;
		this.clock = clock;
		this.issuedAt = clock.instant();
	}

	/**
	 * Some users spend their budget of wrong codes, others that of codes.
	 */
	void spendBudgets() throws Exception {
		guess(0, 3);
		this.clock.advance(Duration.ofMinutes(5));
		this.issuedAt = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		guess(3, 5);
		AtOnce.each(SPENT, (i) -> {
			for (int n = 0; n < 10; n++) {
				reserve(token("collector" + i, n));
				use(token("collector" + i, n));
			}
		});
	}

	private void guess(int firstToken, int endOfTokens) throws Exception {
		for (int attempt = 0; attempt < 5; attempt++) {
			AtOnce.each(SPENT, (i) -> {
				for (int n = firstToken; n < endOfTokens; n++) {
					refusalOf(token("guesser" + i, n), this::fail);
				}
			});
			this.clock.advance(RETRY_WAIT);
		}
	}

	/**
	 * Each user has a live code token, some have three.
	 */
	void askForCodeTokens() throws Exception {
		AtOnce.each(COUNT, (i) -> reserve(token("user" + i, 0)));
		AtOnce.each(SHARE, (i) -> {
			reserve(token("user" + (10 * i + THREE), 1));
			reserve(token("user" + (10 * i + THREE), 2));
		});
	}

	/**
	 * A wrong code for each code token; some get all five of them, and some users had
	 * another one and used it.
	 */
	void tryCodeTokens() throws Exception {
		AtOnce.each(COUNT, (i) -> fail(token("user" + i, 0)));
		for (int attempt = 1; attempt < 5; attempt++) {
			this.clock.advance(RETRY_WAIT);
			AtOnce.each(SHARE, (i) -> fail(token("user" + (10 * i + DEAD), 0)));
		}
		AtOnce.each(SHARE, (i) -> {
			reserve(token("user" + (10 * i + USED), 1));
			use(token("user" + (10 * i + USED), 1));
		});
		this.clock.advance(RETRY_WAIT);
	}

	/**
	 * Others ask for code tokens, until there is no room for another user.
	 */
	void comeMore() {
		int number = 0;
		while (number < COUNT && isRoomFor("stranger" + number)) {
			number++;
		}
		report("users-of-store", COUNT + 2 * SPENT + number);
	}

	private boolean isRoomFor(String user) {
		try {
			reserve(token(user, 0));
			return true;
		}
		catch (StateStoreFullException ex) {
			return false;
		}
	}

	/**
	 * Every limit that was reached is tried, by a right code or for a new token.
	 */
	void comeAfter() throws Exception {
		report("dead-tokens-refused", countOf(DEAD,
				(i) -> isRefused(token("user" + i, 0), this::use, TwoFactorError.TOO_MANY_AUTH_ATTEMPTS)));
		report("used-tokens-refused",
				countOf(USED, (i) -> isRefused(token("user" + i, 1), this::use, TwoFactorError.TOKEN_ALREADY_USED)));
		report("fourth-tokens-refused", countOf(THREE,
				(i) -> isRefused(token("user" + i, 3), this::reserve, TwoFactorError.TOO_MANY_CODE_TOKENS)));
		report("guessers-refused",
				AtOnce.count(SPENT, (i) -> isRefused(token("guesser" + i, 5), this::use, TwoFactorError.THROTTLED)));
		report("collectors-refused", AtOnce.count(SPENT,
				(i) -> isRefused(token("collector" + i, 10), this::reserve, TwoFactorError.THROTTLED)));
		report("live-tokens-good", countOf(0, (i) -> refusalOf(token("user" + i, 0), this::use) == null));
	}

	private static long countOf(int kind, IntPredicate test) throws Exception {
		return AtOnce.count(SHARE, (i) -> test.test(10 * i + kind));
	}

	private CodeToken token(String user, int number) {
		return new CodeToken(user + "-" + number, TwoFactorMethod.CODE_SENDER, user, this.issuedAt,
				this.issuedAt.plus(Duration.ofMinutes(5)));
	}

	private void reserve(CodeToken token) {
		this.limits.reserve(token, true);
	}

	private void use(CodeToken token) {
		this.limits.use(this.limits.begin(token), () -> true);
	}

	private void fail(CodeToken token) {
		this.limits.fail(this.limits.begin(token));
	}

	private static boolean isRefused(CodeToken token, Consumer<CodeToken> step, TwoFactorError error) {
		return refusalOf(token, step) == error;
	}

	private static TwoFactorError refusalOf(CodeToken token, Consumer<CodeToken> step) {
		try {
			step.accept(token);
			return null;
		}
		catch (TwoFactorException ex) {
			return ex.error();
		}
	}

}
