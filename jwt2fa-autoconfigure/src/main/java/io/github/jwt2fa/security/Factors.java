package io.github.jwt2fa.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenSubject;
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
	 * login was completed by, or that were shown since, each with its time. What has no
	 * time proves nothing.
	 */
	AccessTokenAuthentication authentication(TwoFactorUser user, AuthToken token) {
		AuthTokenSubject login = token.subject();
		List<GrantedAuthority> authorities = new ArrayList<>(user.authorities());
		for (LoginFactor factor : this.all) {
			Instant time = login.provedAt(factor.amr());
			if (time != null) {
				authorities.add(FactorGrantedAuthority.withAuthority(factor.authority()).issuedAt(time).build());
			}
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

	/**
	 * The same user with some factors of this moment, and some that are as old as they
	 * are: these are among those that the token proves. What does not come from the
	 * token, such as a certificate, is there too.
	 */
	AccessTokenAuthentication after(Collection<LoginFactor> fresh, Collection<LoginFactor> old,
			AccessTokenAuthentication before) {
		// of Spring, by whose clock its rules go
		Instant now = FactorGrantedAuthority.fromFactor("PASSWORD").getIssuedAt();
		AuthTokenSubject login = before.getToken().subject();
		Map<String, Instant> times = new LinkedHashMap<>();
		List<String> amr = new ArrayList<>();
		for (LoginFactor factor : this.all) {
			Instant time = fresh.contains(factor) ? now : old.contains(factor) ? login.provedAt(factor.amr()) : null;
			if (time != null) {
				amr.add(factor.amr());
				times.put(factor.amr(), time);
			}
		}
		if (amr.size() > 1) {
			amr.add("mfa");
		}
		Set<@Nullable String> ofToken = names(authentication(before.getUser(), before.getToken()).getAuthorities());
		AuthToken token = before.getToken().provedBy(amr, now).toBuilder().amrAt(times).build();
		AccessTokenAuthentication after = merged(authentication(before.getUser(), token),
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
		AuthTokenSubject login = token.subject();
		return this.all.stream()
			.filter((factor) -> login.provedAt(factor.amr()) != null)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * The factors of one login, by each method.
	 */
	Stream<Set<LoginFactor>> logins() {
		return this.all.stream().map((factor) -> factor.equals(PASSWORD) ? Set.of(factor) : Set.of(PASSWORD, factor));
	}

	/**
	 * All choices out of some factors, the smallest first, each with the weakest first.
	 * Of those of one size the ones without the password come first: it is shown at a
	 * login alone, and anything else within the session too.
	 */
	Stream<List<LoginFactor>> subsetsOf(Collection<LoginFactor> factors) {
		List<LoginFactor> sorted = this.all.stream().filter(factors::contains).toList();
		return IntStream.range(0, 1 << sorted.size())
			.mapToObj((choice) -> IntStream.range(0, sorted.size())
				.filter((index) -> (choice & (1 << index)) != 0)
				.mapToObj(sorted::get)
				.toList())
			.sorted(Comparator.<List<LoginFactor>>comparingInt(List::size)
				.thenComparing((choice) -> choice.contains(PASSWORD)));
	}

}
