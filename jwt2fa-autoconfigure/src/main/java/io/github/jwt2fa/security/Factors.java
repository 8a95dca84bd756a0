package io.github.jwt2fa.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * The factors that logins by the methods of an application prove. They add to what a user
 * may do, and replace nothing of it.
 */
final class Factors {

	private static final LoginFactor PASSWORD = new LoginFactor("pwd", FactorGrantedAuthority.PASSWORD_AUTHORITY);

	/** The weakest first: a client is told of the least that helps. */
	private final List<LoginFactor> all = new ArrayList<>();

	/**
	 * The factors of some methods.
	 * @param handlers the methods
	 */
	Factors(Collection<? extends TwoFactorMethodHandler> handlers) {
		this.all.add(PASSWORD);
		handlers.stream()
			.sorted(Comparator.comparing(TwoFactorMethodHandler::isOwn))
			.map((handler) -> new LoginFactor(handler.amr(), handler.factor()))
			.forEach(this.all::add);
	}

	/**
	 * Who sends a request with a token: what the user may do, and the factors that the
	 * login was completed by. A token that does not tell when that was proves none.
	 */
	AccessTokenAuthentication authentication(TwoFactorUser user, AuthToken token) {
		Instant authTime = token.authTime();
		List<GrantedAuthority> authorities = new ArrayList<>(user.authorities());
		if (authTime != null) {
			provedBy(token)
				.map((factor) -> FactorGrantedAuthority.withAuthority(factor.authority()).issuedAt(authTime).build())
				.forEach(authorities::add);
		}
		return new AccessTokenAuthentication(user, token, authorities);
	}

	/**
	 * The same, with the authorities of an authentication that the request had before and
	 * that is of the same name: a certificate and a token are two factors. As in Spring
	 * Security's filters, the newer one wins where both have an authority.
	 */
	AccessTokenAuthentication authentication(TwoFactorUser user, AuthToken token, @Nullable Authentication before) {
		AccessTokenAuthentication authentication = authentication(user, token);
		boolean same = before != null && before.isAuthenticated()
				&& Objects.equals(before.getName(), authentication.getName());
		return (before != null && same) ? merged(authentication, before.getAuthorities()) : authentication;
	}

	private static AccessTokenAuthentication merged(AccessTokenAuthentication authentication,
			Collection<? extends GrantedAuthority> others) {
		return authentication.toBuilder().authorities((authorities) -> {
			Set<@Nullable String> known = names(authorities);
			others.stream().filter((other) -> !known.contains(other.getAuthority())).forEach(authorities::add);
		}).build();
	}

	private static Set<@Nullable String> names(Collection<? extends GrantedAuthority> authorities) {
		Set<@Nullable String> names = new HashSet<>();
		authorities.forEach((authority) -> names.add(authority.getAuthority()));
		return names;
	}

	private Stream<LoginFactor> provedBy(AuthToken token) {
		return (token.authTime() != null) ? this.all.stream().filter((factor) -> token.amr().contains(factor.amr()))
				: Stream.empty();
	}

	/**
	 * The same user after a login of this moment by some factors. What does not come from
	 * the token, such as a certificate, is there after it too.
	 */
	AccessTokenAuthentication afterLoginBy(Collection<LoginFactor> factors, AccessTokenAuthentication before) {
		// of Spring, by whose clock its rules go
		Instant now = FactorGrantedAuthority.fromFactor("PASSWORD").getIssuedAt();
		List<String> amr = new ArrayList<>(this.all.stream().filter(factors::contains).map(LoginFactor::amr).toList());
		if (amr.size() > 1) {
			amr.add("mfa");
		}
		Set<@Nullable String> ofToken = names(authentication(before.getUser(), before.getToken()).getAuthorities());
		AccessTokenAuthentication after = merged(authentication(before.getUser(), before.getToken().provedBy(amr, now)),
				before.getAuthorities()
					.stream()
					.filter((authority) -> !ofToken.contains(authority.getAuthority()))
					.toList());
		after.setDetails(before.getDetails());
		return after;
	}

	/**
	 * The factors that a token proves: none, if it does not tell when.
	 */
	Set<LoginFactor> of(AuthToken token) {
		return provedBy(token).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * The factors of one login, by each method.
	 */
	Stream<Set<LoginFactor>> logins() {
		return this.all.stream().map((factor) -> factor.equals(PASSWORD) ? Set.of(factor) : Set.of(PASSWORD, factor));
	}

	/**
	 * All choices out of some factors, the smallest first, each with the weakest first.
	 */
	Stream<List<LoginFactor>> subsetsOf(Collection<LoginFactor> factors) {
		List<LoginFactor> sorted = this.all.stream().filter(factors::contains).toList();
		return IntStream.range(0, 1 << sorted.size())
			.mapToObj((choice) -> IntStream.range(0, sorted.size())
				.filter((index) -> (choice & (1 << index)) != 0)
				.mapToObj(sorted::get)
				.toList())
			.sorted(Comparator.comparingInt(List::size));
	}

}
