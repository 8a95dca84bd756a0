package io.github.jwt2fa.test;

import java.util.List;
import java.util.Objects;
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
	 * @param user the id, the name or the address of the user
	 * @return the code
	 * @throws IllegalStateException if the user was sent none
	 */
	public String lastCodeFor(String user) {
		List<String> codes = codesFor(user);
		if (codes.isEmpty()) {
			throw new IllegalStateException("No code was sent to " + user);
		}
		return codes.get(codes.size() - 1);
	}

	/**
	 * All codes that a user was sent.
	 * @param user the id, the name or the address of the user
	 * @return the codes, the last one last
	 */
	public List<String> codesFor(String user) {
		return this.all.stream().filter((sent) -> sent.isFor(user)).map(SentCode::code).toList();
	}

	/**
	 * Forgets all codes.
	 */
	public void clear() {
		this.all.clear();
	}

	private record SentCode(TwoFactorUser user, String code) {

		boolean isFor(String name) {
			return name.equals(this.user.id()) || name.equals(this.user.username())
					|| Objects.equals(name, this.user.email());
		}

	}

}
