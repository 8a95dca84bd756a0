package io.github.jwt2fa.token;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The signed texts that a login or a refresh issues, one of a type at most.
 *
 * @since 0.1.0
 */
public final class AuthTokens {

	private final Map<AuthTokenType, String> texts;

	private AuthTokens(Map<AuthTokenType, String> texts) {
		this.texts = texts;
	}

	/**
	 * One token.
	 * @param type what it is good for
	 * @param text the signed text
	 * @return the token alone
	 */
	public static AuthTokens of(AuthTokenType type, String text) {
		return new AuthTokens(Map.of(type, text));
	}

	/**
	 * These tokens and another one.
	 * @param type what the other one is good for
	 * @param text its signed text
	 * @return all of them
	 */
	public AuthTokens and(AuthTokenType type, String text) {
		Map<AuthTokenType, String> all = new EnumMap<>(this.texts);
		all.put(type, text);
		return new AuthTokens(all);
	}

	/**
	 * These tokens but one.
	 * @param type what that one is good for
	 * @return the others
	 */
	public AuthTokens without(AuthTokenType type) {
		Map<AuthTokenType, String> others = new EnumMap<>(AuthTokenType.class);
		others.putAll(this.texts);
		others.remove(type);
		return new AuthTokens(others);
	}

	/**
	 * The token of a type.
	 * @param type the type
	 * @return the signed text, or {@code null} if there is none
	 */
	public @Nullable String get(AuthTokenType type) {
		return this.texts.get(type);
	}

	/**
	 * Does something with each of them.
	 * @param action takes a type and the signed text, in the order of the types
	 */
	public void forEach(BiConsumer<AuthTokenType, String> action) {
		this.texts.forEach(action);
	}

	/**
	 * The types alone.
	 */
	@Override
	public String toString() {
		return "AuthTokens" + this.texts.keySet();
	}

}
