package io.github.jwt2fa.method;

import java.util.Map;

/**
 * What a method hands out when a login by it begins.
 *
 * @param claims what the code token has to carry for a proof to be checked; the client
 * can read it, so no secret in clear
 * @param members what the answer has to hold for the client to make a proof
 * @since 0.1.0
 */
public record Challenge(Map<String, String> claims, Map<String, Object> members) {

	private static final Challenge NONE = new Challenge(Map.of(), Map.of());

	public Challenge {
		claims = Map.copyOf(claims);
		members = Map.copyOf(members);
	}

	/**
	 * The challenge of a method that needs none.
	 * @return a challenge without claims and members
	 */
	public static Challenge none() {
		return NONE;
	}

	/**
	 * A challenge that only the code token carries.
	 * @param claims what it carries
	 * @return the challenge
	 */
	public static Challenge ofClaims(Map<String, String> claims) {
		return new Challenge(claims, Map.of());
	}

	/**
	 * The names alone: a hash of a code is nobody's business.
	 */
	@Override
	public String toString() {
		return "Challenge[claims=" + this.claims.keySet() + ", members=" + this.members.keySet() + "]";
	}

}
