package io.github.jwt2fa.login;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * What a client asks for within a session, in the words of the challenge that it got
 * (<a href="https://www.rfc-editor.org/rfc/rfc9470#section-3">RFC 9470, section 3</a>).
 *
 * @param acrValues the factors that the challenge named; empty if it named none
 * @param maxAge whether the challenge told how old a login may be
 * @param able the methods that the client can do, or {@code null} for all; unknown ones
 * are ignored
 * @since 0.1.0
 */
public record StepUpRequest(Set<String> acrValues, boolean maxAge, @Nullable Collection<TwoFactorMethod> able) {

	public StepUpRequest {
		acrValues = Set.copyOf(acrValues);
		able = (able != null) ? List.copyOf(able) : null;
	}

	/**
	 * Whether nothing but the age of the login is at fault: then what is shown has to be
	 * as good as another login.
	 */
	boolean asksForLogin() {
		return this.acrValues.isEmpty() && this.maxAge;
	}

	/**
	 * Whether a method would do. Where the password is asked for too, none would: that is
	 * shown at a login alone, which brings a second factor along.
	 */
	boolean isMetBy(TwoFactorMethodHandler handler) {
		if (this.acrValues.isEmpty()) {
			return !this.maxAge || handler.verifiesUser();
		}
		return this.acrValues.contains(handler.factor())
				&& !this.acrValues.contains(FactorGrantedAuthority.PASSWORD_AUTHORITY);
	}

}
