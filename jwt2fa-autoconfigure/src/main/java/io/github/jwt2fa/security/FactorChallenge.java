package io.github.jwt2fa.security;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwt2fa.response.BearerChallenge;
import io.github.jwt2fa.security.rule.DeniedRule;
import io.github.jwt2fa.security.rule.DeniedRules;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.FactorAuthorizationDecision;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * What a rule of the application misses, as a challenge that a new login can answer
 * (<a href="https://www.rfc-editor.org/rfc/rfc9470#section-3">RFC 9470, section 3</a>):
 * factors that are missing or too old, as {@code acr_values}, and the greatest age of
 * those that are too old, as {@code max_age}. Where it names the second factor alone, a
 * step-up answers it too. Nothing is guessed from what a rule says: it is asked again,
 * with the authentication that a new login would bring.
 */
final class FactorChallenge {

	private final DeniedRules rules;

	private final RuleFactories factories;

	private final Factors factors;

	private final SecurityContextHolderStrategy contexts;

	/**
	 * Challenges of an application.
	 * @param rules those that refused
	 * @param factories what the application asks of each of its rules
	 * @param factors what a login can prove
	 * @param contexts where rules may look for who asks
	 */
	FactorChallenge(DeniedRules rules, RuleFactories factories, Factors factors,
			SecurityContextHolderStrategy contexts) {
		this.rules = rules;
		this.factories = factories;
		this.factors = factors;
		this.contexts = contexts;
	}

	/**
	 * The challenge for a denial.
	 * @return the value of {@code WWW-Authenticate}, or {@code null} if no new login
	 * would help
	 */
	@Nullable BearerChallenge challengeFor(AccessDeniedException denied, AccessTokenAuthentication authentication,
			HttpServletRequest request) {
		if (!(denied instanceof AuthorizationDeniedException authorization)) {
			return null;
		}
		AuthorizationResult result = authorization.getAuthorizationResult();
		DeniedRule<?> rule = this.rules.of(authorization, request);
		if (rule == null) {
			// not one of Spring's own: only what it tells by itself is known
			return (result instanceof FactorAuthorizationDecision factors)
					? challenge(lacking(factors), maxAge(Stream.of(factors))) : null;
		}
		Set<LoginFactor> present = this.factors.of(authentication.getToken());
		if (!present.isEmpty() && grants(rule, authentication, present, Set.of())) {
			Duration maxAge = maxAge(tellingFactors(rule, result, authentication));
			return challenge(lacking(rule, authentication, present, present),
					(maxAge != null) ? maxAge : Duration.ZERO);
		}
		return this.factors.logins()
			.filter((login) -> grants(rule, authentication, login, Set.of()))
			.map((login) -> lacking(rule, authentication, present, login))
			.filter((factors) -> !factors.isEmpty())
			.min(Comparator.comparingInt(List::size))
			.map((factors) -> challenge(factors, maxAge(tellingFactors(rule, result, authentication))))
			.orElse(null);
	}

	/**
	 * The fewest factors of a login that have to be shown now, where others of it are
	 * there and as old as they are.
	 */
	private List<String> lacking(DeniedRule<?> rule, AccessTokenAuthentication authentication, Set<LoginFactor> present,
			Set<LoginFactor> login) {
		Set<LoginFactor> there = login.stream().filter(present::contains).collect(Collectors.toSet());
		return this.factors.subsetsOf(login)
			.filter((shown) -> grants(rule, authentication, shown, there))
			.findFirst()
			.orElse(List.of())
			.stream()
			.map(LoginFactor::authority)
			.toList();
	}

	/**
	 * Asks a rule about some factors of this moment and some that are older. It may look
	 * into the security context of this thread, too.
	 */
	private boolean grants(DeniedRule<?> rule, AccessTokenAuthentication authentication, Collection<LoginFactor> shown,
			Set<LoginFactor> there) {
		AccessTokenAuthentication fresh = this.factors.after(shown, there, authentication);
		SecurityContext before = this.contexts.getContext();
		SecurityContext context = this.contexts.createEmptyContext();
		context.setAuthentication(fresh);
		try {
			this.contexts.setContext(context);
			return rule.grants(fresh);
		}
		finally {
			this.contexts.setContext(before);
		}
	}

	/**
	 * What is known about ages: the result itself, if it is about factors, and what every
	 * rule of the application asks for.
	 */
	private Stream<FactorAuthorizationDecision> tellingFactors(DeniedRule<?> rule, AuthorizationResult result,
			AccessTokenAuthentication authentication) {
		return Stream.concat(Stream.of(result), this.factories.resultsFor(authentication, rule.object()))
			.filter(FactorAuthorizationDecision.class::isInstance)
			.map(FactorAuthorizationDecision.class::cast);
	}

	private static List<String> lacking(FactorAuthorizationDecision factors) {
		return factors.getFactorErrors().stream().map((error) -> error.getRequiredFactor().getAuthority()).toList();
	}

	private static @Nullable Duration maxAge(Stream<FactorAuthorizationDecision> decisions) {
		return decisions.flatMap((factors) -> factors.getFactorErrors().stream())
			.filter(RequiredFactorError::isExpired)
			.map((error) -> error.getRequiredFactor().getValidDuration())
			.filter(Objects::nonNull)
			.min(Duration::compareTo)
			.orElse(null);
	}

	private static @Nullable BearerChallenge challenge(List<String> lacking, @Nullable Duration maxAge) {
		return (lacking.isEmpty() && maxAge == null) ? null
				: BearerChallenge.insufficientAuthentication(lacking, maxAge);
	}

}
