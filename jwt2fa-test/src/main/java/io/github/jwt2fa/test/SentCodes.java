package io.github.jwt2fa.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * Keeps the codes in place of sending them. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SentCodes implements CodeSender {

	private final List<SentCode> all = new CopyOnWriteArrayList<>();

	@Override
	public void sendCode(TwoFactorUser user, String code) {
		this.all.add(new SentCode(user, code));
	}

	/**
	 * The code that a user was sent last.
	 * @param user the id, the name or the address of the user; name and address in any
	 * case
	 * @return the code
	 * @throws IllegalStateException if the user was sent none; it tells who was sent one
	 */
	public String lastCodeFor(String user) {
		List<String> codes = codesFor(user);
		if (codes.isEmpty()) {
			throw new IllegalStateException("No code was sent to " + user + ", but to " + names());
		}
		return codes.get(codes.size() - 1);
	}

	/**
	 * All codes that a user was sent.
	 * @param user the id, the name or the address of the user; name and address in any
	 * case
	 * @return the codes, the last one last
	 */
	public List<String> codesFor(String user) {
		return this.all.stream().filter((sent) -> sent.isFor(user)).map(SentCode::code).toList();
	}

	private String names() {
		List<String> names = this.all.stream().map((sent) -> sent.user().username()).distinct().toList();
		return names.isEmpty() ? "nobody" : String.join(", ", names);
	}

	/**
	 * Forgets all codes.
	 */
	public void clear() {
		this.all.clear();
	}

	private record SentCode(TwoFactorUser user, String code) {

		boolean isFor(String name) {
			return name.equals(this.user.id()) || name.equalsIgnoreCase(this.user.username())
					|| name.equalsIgnoreCase(this.user.email());
		}

		/**
		 * Without the code.
		 */
		@Override
		public String toString() {
			return this.user.toString();
		}

	}

}
