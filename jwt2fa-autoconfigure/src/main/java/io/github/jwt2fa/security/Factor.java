package io.github.jwt2fa.security;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwt2fa.token.AuthToken;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * What a login can prove, by the name of Spring Security and by that of RFC 8176.
 */
enum Factor {

	PASSWORD(FactorGrantedAuthority.PASSWORD_AUTHORITY, "pwd"),

	SENT_CODE(FactorGrantedAuthority.OTT_AUTHORITY, "mca"),

	TOTP(AccessTokenAuthentication.TOTP_AUTHORITY, "otp");

	/** The factors of one login, by each method. */
	static final List<Set<Factor>> LOGINS = List.of(Set.of(PASSWORD), Set.of(PASSWORD, SENT_CODE),
			Set.of(PASSWORD, TOTP));

	private final String authority;

	private final String method;

	Factor(String authority, String method) {
		this.authority = authority;
		this.method = method;
	}

	String authority() {
		return this.authority;
	}

	String method() {
		return this.method;
	}

	static @Nullable Factor ofMethod(String method) {
		return Stream.of(values()).filter((factor) -> factor.method.equals(method)).findFirst().orElse(null);
	}

	/**
	 * The factors that a token proves: none, if it does not tell when.
	 */
	static Set<Factor> of(AuthToken token) {
		Set<Factor> factors = EnumSet.noneOf(Factor.class);
		if (token.authTime() != null) {
			Stream.of(values()).filter((factor) -> token.amr().contains(factor.method)).forEach(factors::add);
		}
		return factors;
	}

	/**
	 * All choices out of some factors, the smallest first, each in the order of this
	 * enumeration.
	 */
	static Stream<List<Factor>> subsetsOf(List<Factor> factors) {
		List<Factor> sorted = factors.stream().sorted().toList();
		return IntStream.range(0, 1 << sorted.size())
			.mapToObj((choice) -> IntStream.range(0, sorted.size())
				.filter((index) -> (choice & (1 << index)) != 0)
				.mapToObj(sorted::get)
				.toList())
			.sorted(Comparator.comparingInt(List::size));
	}

}
