package io.github.jwt2fa.user;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * Whether a user service that finds a user by several spellings of the name returns the
 * spelling that was typed. Each would be a user of its own, without the second factor of
 * the others and with limits of its own. The service is asked for other spellings of a
 * name that it has just found, until it has answered once. Thread-safe.
 */
final class EchoedNames {

	/**
	 * Databases differ in what they fold: the letters of ASCII, all letters, and with
	 * them the full width forms of Unicode.
	 */
	private final List<Question> questions = List.of(new Question((name) -> inOtherCase(name, (c) -> c < 0x80)),
			new Question((name) -> inOtherCase(name, (c) -> c >= 0x80)), new Question(EchoedNames::inFullWidth));

	private final UserDetailsService service;

	private volatile boolean echoed;

	EchoedNames(UserDetailsService service) {
		this.service = service;
	}

	/**
	 * Whether the service is known to echo names, or is by what it answers now.
	 * @param found a user that it has just found
	 */
	boolean includeThatOf(UserDetails found) {
		if (!this.echoed && this.questions.stream().anyMatch((question) -> question.isEchoed(found))) {
			this.echoed = true;
		}
		return this.echoed;
	}

	private static List<String> inOtherCase(String name, IntPredicate some) {
		int[] letters = IntStream.range(0, name.length())
			.filter((i) -> some.test(name.charAt(i)) && name.charAt(i) != otherCase(name.charAt(i)))
			.toArray();
		return Stream.of(0, 1, 2)
			.map((turn) -> swapped(name,
					IntStream.range(0, letters.length)
						.filter((i) -> turn == 0 || i % 2 == turn - 1)
						.map((i) -> letters[i])))
			.distinct()
			.filter((spelling) -> !spelling.equals(name))
			.toList();
	}

	private static String swapped(String name, IntStream letters) {
		StringBuilder spelling = new StringBuilder(name);
		letters.forEach((i) -> spelling.setCharAt(i, otherCase(name.charAt(i))));
		return spelling.toString();
	}

	/**
	 * Only where the way back leads to the same letter: the dotless i is no other case of
	 * another.
	 */
	private static char otherCase(char c) {
		char other = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
		char back = Character.isUpperCase(c) ? Character.toUpperCase(other) : Character.toLowerCase(other);
		return (back == c) ? other : c;
	}

	/**
	 * For names of digits alone, which have no other case.
	 */
	private static List<String> inFullWidth(String name) {
		if (name.chars().anyMatch(Character::isLetter)) {
			return List.of();
		}
		StringBuilder spelling = new StringBuilder(name.length());
		name.chars().forEach((c) -> spelling.append((char) ((c > ' ' && c <= '~') ? c - '!' + '\uFF01' : c)));
		return Stream.of(spelling.toString()).filter((other) -> !other.equals(name)).toList();
	}

	/**
	 * One kind of spellings.
	 */
	private final class Question {

		private static final int MAX_FAILURES = 3;

		private final Function<String, List<String>> spellings;

		private final AtomicInteger failures = new AtomicInteger();

		private volatile boolean answered;

		private Question(Function<String, List<String>> spellings) {
			this.spellings = spellings;
		}

		private boolean isEchoed(UserDetails found) {
			if (this.answered) {
				return false;
			}
			try {
				List<String> others = this.spellings.apply(found.getUsername());
				if (others.isEmpty()) {
					return false;
				}
				boolean echoed = others.stream()
					.allMatch((spelling) -> isSameAs(found, spelling,
							UserDetailsTwoFactorUserService.load(EchoedNames.this.service, spelling)));
				this.answered = true;
				return echoed;
			}
			catch (RuntimeException ex) {
				// some services have exceptions of their own for unknown names: so it may
				// be an answer
				this.answered = this.failures.incrementAndGet() >= MAX_FAILURES;
				return false;
			}
		}

		/**
		 * Where case matters, someone else may have the name, with a password of his own.
		 */
		private static boolean isSameAs(UserDetails found, String spelling, @Nullable UserDetails other) {
			return other != null && spelling.equals(other.getUsername()) && (found.getPassword() == null
					|| other.getPassword() == null || Objects.equals(found.getPassword(), other.getPassword()));
		}

	}

}
