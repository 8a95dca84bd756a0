package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.LogText;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of the login that it stems from. Nobody but an access token knows
 * what was shown after the login.
 *
 * @param userId the user
 * @param session the login
 * @param authTime when the user proved who it is, or {@code null} if not known
 * @param amr how that was proved (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC
 * 8176</a>)
 * @param amrAt when some of that was shown once more
 * @since 0.1.0
 */
public record AuthTokenSubject(String userId, String session, @Nullable Instant authTime, List<String> amr,
		Map<String, Instant> amrAt) {

	/** More than one factor. */
	private static final String MULTI_FACTOR = "mfa";

	public AuthTokenSubject {
		amr = List.copyOf(amr);
		amrAt = Map.copyOf(amrAt);
	}

	/**
	 * When something was shown.
	 * @param method its name
	 * @return the time, or {@code null} if it was not shown, or nobody knows when
	 */
	public @Nullable Instant provedAt(String method) {
		return this.amr.contains(method) ? this.amrAt.getOrDefault(method, this.authTime) : null;
	}

	/**
	 * This login after something was shown once more, or for the first time.
	 * @param method its name
	 * @param whole whether it is as good as a login by itself, so that the login is a new
	 * one; what was shown before keeps its time even then
	 * @param at when it was shown
	 * @return the login
	 */
	public AuthTokenSubject provedBy(String method, boolean whole, Instant at) {
		List<String> all = new ArrayList<>();
		Map<String, Instant> times = new LinkedHashMap<>(this.amrAt);
		for (String known : this.amr) {
			Instant time = provedAt(known);
			boolean factor = !known.equals(MULTI_FACTOR);
			if (whole && factor && time != null) {
				times.put(known, time);
			}
			// of what has no time of its own nobody may take the new one for it
			if (!whole || (factor && time != null)) {
				all.add(known);
			}
		}
		all.remove(method);
		all.remove(MULTI_FACTOR);
		all.add(method);
		times.put(method, at);
		if (whole || all.size() > 1 || this.amr.contains(MULTI_FACTOR)) {
			all.add(MULTI_FACTOR);
		}
		return new AuthTokenSubject(this.userId, this.session, whole ? at : this.authTime, all, times);
	}

	/**
	 * User and session alone.
	 */
	@Override
	public String toString() {
		return "AuthTokenSubject[userId=" + LogText.of(this.userId) + ", session=" + LogText.of(this.session) + "]";
	}

}
