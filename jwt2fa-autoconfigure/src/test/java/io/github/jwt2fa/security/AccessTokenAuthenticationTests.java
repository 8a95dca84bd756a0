package io.github.jwt2fa.security;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.sent.SentCodeHandler;
import io.github.jwt2fa.method.totp.TestTotp;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AccessTokenAuthenticationTests {

	private static final Instant EARLY = Instant.parse("2030-01-01T12:00:00Z");

	private static final TwoFactorUser ALICE = TwoFactorUser.withId("17")
		.username("alice")
		.email("alice@example.com")
		.principal("the customer")
		.authorities(AuthorityUtils.createAuthorityList("ROLE_CUSTOMER"))
		.build();

	private static FactorGrantedAuthority factor(String name, Instant time) {
		return FactorGrantedAuthority.withFactor(name).issuedAt(time).build();
	}

	private static AccessTokenAuthentication ofAlice() {
		return AccessTokenAuthentication.authenticated(ALICE, factor("TOTP", EARLY.plusSeconds(9)),
				factor("PASSWORD", EARLY));
	}

	private static List<String> authorities(Authentication authentication) {
		return authentication.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
	}

	@Test
	void authenticatedWhenByFactorsThenTheTokenTellsOfThem() {
		AccessTokenAuthentication authentication = ofAlice();
		assertThat(authentication.isAuthenticated()).isTrue();
		assertThat(authentication.getName()).isEqualTo("alice");
		assertThat(authentication.getPrincipal()).isEqualTo("the customer");
		assertThat(authorities(authentication)).containsExactly("ROLE_CUSTOMER", "FACTOR_TOTP", "FACTOR_PASSWORD");
		AuthToken token = authentication.getToken();
		assertThat(token.userId()).isEqualTo("17");
		assertThat(token.type()).isEqualTo(AuthTokenType.ACCESS);
		assertThat(token.authTime()).isEqualTo(EARLY);
		assertThat(token.amr()).containsExactly("otp", "pwd", "mfa");
		assertThat(token.expiresAt()).isAfter(token.issuedAt());
		assertThat(token.id()).isNotEqualTo(ofAlice().getToken().id());
	}

	/**
	 * With the cookie of that session alone somebody would be alice for longer than the
	 * token lives.
	 */
	@Test
	void contextWhenAChainSavesItInASessionThenIsNotThere() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		new HttpSessionSecurityContextRepository().saveContext(new SecurityContextImpl(ofAlice()), request,
				new MockHttpServletResponse());
		assertThat(request.getSession(false)).isNull();
	}

	@Test
	void authenticatedWhenByAMethodOfTheApplicationThenItsNameIsThatOfTheFactor() {
		AuthToken token = AccessTokenAuthentication
			.authenticated(ALICE, factor("RECOVERY_CODE", EARLY), factor("OTT", EARLY))
			.getToken();
		assertThat(token.amr()).containsExactly("recovery-code", "mca", "mfa");
	}

	/**
	 * What a handler says of itself is not said otherwise here.
	 */
	@Test
	void authenticatedWhenByAMethodOfOursThenNamedAsItsHandlerSays() {
		for (TwoFactorMethodHandler handler : List.of(TestTotp.method(), SentCodeHandler.codeSender(null, null))) {
			FactorGrantedAuthority factor = FactorGrantedAuthority.withAuthority(handler.factor())
				.issuedAt(EARLY)
				.build();
			assertThat(AccessTokenAuthentication.authenticated(ALICE, factor).getToken().amr())
				.containsExactly(handler.amr());
		}
	}

	@Test
	void authenticatedWhenByAPasskeyThenNamedAsItsHandlerSays() {
		assertThat(AccessTokenAuthentication.authenticated(ALICE, factor("WEBAUTHN", EARLY)).getToken().amr())
			.containsExactly("pop");
	}

	@Test
	void newRefusalWhenOfATokenThenHasNoStack() {
		AccessTokenRefusedException refusal = new AccessTokenRefusedException(
				new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID));
		assertThat(refusal.getStackTrace()).isEmpty();
		assertThat(refusal.error()).isEqualTo(TwoFactorError.TOKEN_NOT_VALID);
	}

	@Test
	void authenticatedWhenByNoFactorThenNothingIsProved() {
		AccessTokenAuthentication authentication = AccessTokenAuthentication.authenticated(ALICE);
		assertThat(authorities(authentication)).containsExactly("ROLE_CUSTOMER");
		assertThat(authentication.getToken().authTime()).isNull();
		assertThat(authentication.getToken().amr()).isEmpty();
	}

	@Test
	void authenticatedWhenByTokenThenItIsThatOne() {
		AuthToken token = AuthToken.withId("1")
			.type(AuthTokenType.SLIDING)
			.userId("17")
			.issuedAt(EARLY)
			.expiresAt(EARLY.plusSeconds(60))
			.authTime(EARLY)
			.amr(List.of("pwd"))
			.claims(Map.of("tenant", "north"))
			.build();
		AccessTokenAuthentication authentication = AccessTokenAuthentication.authenticated(ALICE, token,
				factor("PASSWORD", EARLY));
		assertThat(authentication.getToken()).isSameAs(token);
		assertThat(authorities(authentication)).containsExactly("ROLE_CUSTOMER", "FACTOR_PASSWORD");
	}

	@Test
	void toBuilderWhenNothingIsChangedThenEqual() {
		AccessTokenAuthentication authentication = ofAlice();
		authentication.setDetails("details");
		AccessTokenAuthentication copy = authentication.toBuilder().build();
		assertThat(copy).isNotSameAs(authentication).isEqualTo(authentication).hasSameHashCodeAs(authentication);
		assertThat(copy.getDetails()).isEqualTo("details");
	}

	/**
	 * As Spring Security's filters do it, which know the interface alone.
	 */
	@Test
	void toBuilderWhenAuthoritiesAreAddedThenUserAndTokenStay() {
		Authentication authentication = ofAlice();
		Authentication more = authentication.toBuilder()
			.authorities((authorities) -> authorities.add(factor("X509", EARLY)))
			.build();
		assertThat(more).isInstanceOf(AccessTokenAuthentication.class);
		assertThat(more.isAuthenticated()).isTrue();
		assertThat(more.getPrincipal()).isEqualTo("the customer");
		assertThat(((AccessTokenAuthentication) more).getToken())
			.isEqualTo(((AccessTokenAuthentication) authentication).getToken());
		assertThat(authorities(more)).contains("ROLE_CUSTOMER", "FACTOR_TOTP", "FACTOR_X509");
		assertThat(authorities(authentication)).doesNotContain("FACTOR_X509");
	}

	@Test
	void toBuilderWhenPartsAreReplacedThenTheOthersStay() {
		AccessTokenAuthentication authentication = ofAlice();
		AccessTokenAuthentication other = authentication.toBuilder().principal("another object").build();
		assertThat(other.getPrincipal()).isEqualTo("another object");
		assertThat(other.getName()).isEqualTo("alice");
		assertThat(other.getToken()).isSameAs(authentication.getToken());

		AuthToken token = authentication.getToken().provedBy(List.of("pwd"), EARLY);
		assertThat(authentication.toBuilder().token(token).build().getToken()).isSameAs(token);

		TwoFactorUser bob = TwoFactorUser.withId("18").username("bob").build();
		assertThat(authentication.toBuilder().user(bob).build().getName()).isEqualTo("bob");

		assertThat(authentication.toBuilder().authenticated(false).build().isAuthenticated()).isFalse();
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> authentication.toBuilder().principal(null));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> authentication.toBuilder().credentials("a token"));
	}

}
