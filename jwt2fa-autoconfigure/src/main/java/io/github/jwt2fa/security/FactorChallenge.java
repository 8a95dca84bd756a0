package io.github.jwt2fa.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;
import org.springframework.security.authorization.FactorAuthorizationDecision;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What a rule of the application misses, as a challenge that a new login can answer (RFC
 * 9470, section 3): factors that are missing, as {@code acr_values}, and the greatest age
 * of those that are too old, as {@code max_age}.
 */
final class FactorChallenge {

	private static final Pattern FACTOR = Pattern.compile("\\bFACTOR_\\w+");

	private final List<AuthorizationManagerFactory<Object>> factories;

	/**
	 * Challenges of an application.
	 * @param factories what the application asks of each of its rules
	 */
	FactorChallenge(List<AuthorizationManagerFactory<Object>> factories) {
		this.factories = List.copyOf(factories);
	}

	/**
	 * The challenge for a denial.
	 * @return the value of {@code WWW-Authenticate}, or {@code null} if no factor would
	 * help
	 */
	@Nullable String of(AccessDeniedException denied, Authentication authentication) {
		if (!(denied instanceof AuthorizationDeniedException authorization)) {
			return null;
		}
		AuthorizationResult result = authorization.getAuthorizationResult();
		if (result instanceof FactorAuthorizationDecision factors) {
			return of(factors.getFactorErrors());
		}
		if (result instanceof AuthorityAuthorizationDecision rule) {
			return of(missing(rule.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList(),
					authentication.getAuthorities()), null);
		}
		return (result instanceof ExpressionAuthorizationDecision rule)
				? of(rule.getExpression().getExpressionString(), authentication) : null;
	}

	/**
	 * Of an expression Spring keeps whether it held and not why. Its text tells the
	 * factors that it names; those that each rule asks for are asked for once more.
	 */
	private @Nullable String of(String expression, Authentication authentication) {
		List<String> named = FACTOR.matcher(expression).results().map(MatchResult::group).toList();
		List<String> missing = missing(named, authentication.getAuthorities());
		if (!missing.isEmpty()) {
			return of(missing, null);
		}
		for (AuthorizationManagerFactory<Object> factory : this.factories) {
			AuthorizationResult always = factory.authenticated().authorize(() -> authentication, expression);
			if (always instanceof FactorAuthorizationDecision factors && !factors.isGranted()) {
				return of(factors.getFactorErrors());
			}
		}
		return null;
	}

	private static @Nullable String of(List<RequiredFactorError> errors) {
		List<String> missing = errors.stream()
			.filter(RequiredFactorError::isMissing)
			.map((error) -> error.getRequiredFactor().getAuthority())
			.toList();
		Duration maxAge = errors.stream()
			.filter(RequiredFactorError::isExpired)
			.map((error) -> error.getRequiredFactor().getValidDuration())
			.min(Duration::compareTo)
			.orElse(null);
		return of(missing, maxAge);
	}

	private static List<String> missing(List<? extends @Nullable String> required,
			Collection<? extends GrantedAuthority> present) {
		List<String> missing = new ArrayList<>();
		for (String name : required) {
			if (name != null && FACTOR.matcher(name).matches() && !missing.contains(name)
					&& present.stream().noneMatch((one) -> name.equals(one.getAuthority()))) {
				missing.add(name);
			}
		}
		return missing;
	}

	private static @Nullable String of(List<String> missing, @Nullable Duration maxAge) {
		if (missing.isEmpty() && maxAge == null) {
			return null;
		}
		StringBuilder challenge = new StringBuilder("Bearer error=\"insufficient_user_authentication\"");
		if (!missing.isEmpty()) {
			challenge.append(", acr_values=\"").append(String.join(" ", missing)).append('"');
		}
		if (maxAge != null) {
			challenge.append(", max_age=").append(maxAge.toSeconds());
		}
		return challenge.append(", realm=\"api\"").toString();
	}

}
