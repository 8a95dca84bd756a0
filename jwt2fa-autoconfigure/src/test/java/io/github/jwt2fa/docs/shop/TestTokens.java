package io.github.jwt2fa.docs.shop;

// tag::tokens[]
import java.time.Instant;
import java.util.UUID;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.CompletedLogin;
import io.github.jwt2fa.user.TwoFactorUserService;

import org.springframework.boot.test.context.TestComponent;

/**
 * Issues access tokens without a login.
 */
@TestComponent
class TestTokens {

	private final TwoFactorUserService users;

	private final TwoFactorMethods methods;

	private final AuthTokenFactory tokens;

	TestTokens(TwoFactorUserService users, TwoFactorMethods methods, AuthTokenFactory tokens) {
		this.users = users;
		this.methods = methods;
		this.tokens = tokens;
	}

	/**
	 * An access token of a user who has just logged in by a method.
	 */
	String access(String userId, TwoFactorMethod method) {
		CompletedLogin login = CompletedLogin.withUser(this.users.findById(userId))
			.method(method)
			.amr(this.methods.amr(method))
			.at(Instant.now())
			.session(UUID.randomUUID().toString())
			.build();
		return this.tokens.create(AuthTokenType.ACCESS, login);
	}

}
// end::tokens[]
