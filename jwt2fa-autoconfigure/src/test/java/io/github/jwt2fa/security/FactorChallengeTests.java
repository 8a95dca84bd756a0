package io.github.jwt2fa.security;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.jwt2fa.method.sent.SentCodeHandler;
import io.github.jwt2fa.method.totp.TestTotp;
import io.github.jwt2fa.response.BearerChallenge;
import io.github.jwt2fa.security.rule.DeniedRules;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.user.TwoFactorUser;
import jakarta.servlet.http.HttpServletRequest;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.AllAuthoritiesAuthorizationManager;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.authorization.method.PreAuthorizeAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FactorChallengeTests {

	private static final String START = "Bearer error=\"insufficient_user_authentication\", ";

	private static final String TOTP = START + "acr_values=\"FACTOR_TOTP\", realm=\"api\"";

	private static final Factors FACTORS = new Factors(
			List.of(TestTotp.method(), SentCodeHandler.codeSender(null, null)));

	private final DeniedRules rules = new DeniedRules();

	private final StaticApplicationContext application = new StaticApplicationContext();

	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
	}

	private FactorChallenge challenges() {
		return new FactorChallenge(this.rules, RuleFactories.in(this.application), FACTORS,
				SecurityContextHolder.getContextHolderStrategy());
	}

	private <T> void addFactory(Class<T> judged, AuthorizationManagerFactory<T> factory) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(ResolvableType.forClassWithGenerics(AuthorizationManagerFactory.class, judged));
		definition.setInstanceSupplier(() -> factory);
		this.application.registerBeanDefinition(judged.getSimpleName(), definition);
	}

	private static <T> AuthorizationManagerFactory<T> ageUnless(Duration age, Predicate<T> exempt) {
		DefaultAuthorizationManagerFactory<T> factory = new DefaultAuthorizationManagerFactory<>();
		AuthorizationManager<T> rule = passwordOf(age);
		factory.setAdditionalAuthorization((who, object) -> exempt.test(object) ? null : rule.authorize(who, object));
		return factory;
	}

	private @Nullable String ofPath(AuthorizationManager<HttpServletRequest> rule, AccessTokenAuthentication who) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		AuthorizationResult result = this.rules.rememberingInRequest(rule).authorize(() -> who, request);
		assertThat(result).isNotNull().matches((denied) -> !denied.isGranted());
		return value(challenges().challengeFor(new AuthorizationDeniedException("denied", result), who, request));
	}

	/**
	 * By the name of the method that has the rule.
	 */
	private @Nullable String ofMethod(String name, AccessTokenAuthentication who) throws Exception {
		PreAuthorizeAuthorizationManager manager = new PreAuthorizeAuthorizationManager();
		StaticApplicationContext context = new StaticApplicationContext();
		context.registerSingleton("factors", FactorsBean.class);
		DefaultMethodSecurityExpressionHandler expressions = new DefaultMethodSecurityExpressionHandler();
		expressions.setApplicationContext(context);
		manager.setExpressionHandler(expressions);
		ProxyFactory proxy = new ProxyFactory(new Methods());
		proxy.addAdvisor(AuthorizationManagerBeforeMethodInterceptor.preAuthorize(this.rules.remembering(manager)));
		Object target = proxy.getProxy();
		SecurityContextHolder.getContext().setAuthentication(who);
		Method method = Methods.class.getDeclaredMethod(name);
		method.setAccessible(true);
		AccessDeniedException denied = catchThrowableOfType(AccessDeniedException.class,
				() -> org.springframework.util.ReflectionUtils.invokeMethod(method, target));
		assertThat(denied).as("the rule holds").isNotNull();
		BearerChallenge challenge = challenges().challengeFor(denied, who, new MockHttpServletRequest());
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isSameAs(who);
		return value(challenge);
	}

	private static @Nullable String value(@Nullable BearerChallenge challenge) {
		return (challenge != null) ? challenge.value() : null;
	}

	private static AccessTokenAuthentication user(String role, String... amr) {
		return userSince(Instant.parse("2100-01-01T00:00:00Z"), role, amr);
	}

	private static AccessTokenAuthentication userSince(Instant login, String role, String... amr) {
		TwoFactorUser user = TwoFactorUser.withId("1")
			.username("alice")
			.authorities(AuthorityUtils.createAuthorityList(role))
			.build();
		return FACTORS.authentication(user,
				AuthToken.withId("id")
					.type(AuthTokenType.ACCESS)
					.userId("1")
					.issuedAt(login)
					.expiresAt(login.plusSeconds(300))
					.session("session")
					.authTime(login)
					.amr(List.of(amr))
					.build());
	}

	private static AccessTokenAuthentication old(String role, String... amr) {
		return userSince(Instant.parse("2020-01-01T00:00:00Z"), role, amr);
	}

	private static <T> AllRequiredFactorsAuthorizationManager<T> totp() {
		return AllRequiredFactorsAuthorizationManager.<T>builder()
			.requireFactor((factor) -> factor.authority("FACTOR_TOTP"))
			.build();
	}

	private static <T> AllRequiredFactorsAuthorizationManager<T> passwordOf(Duration age) {
		return AllRequiredFactorsAuthorizationManager.<T>builder()
			.requireFactor((factor) -> factor.passwordAuthority().validDuration(age))
			.build();
	}

	@ParameterizedTest
	@CsvSource({ "roleThenFactor", "factorThenRole", "constant", "meta", "allAuthorities", "allAuthoritiesReversed",
			"check", "checkOfContext", "manager" })
	void ofMethodWhenTheFactorIsAllThatMissesThenAsksForIt(String rule) throws Exception {
		assertThat(ofMethod(rule, user("ROLE_ADMIN", "pwd", "mca"))).isEqualTo(TOTP);
		assertThat(ofMethod(rule, user("ROLE_ADMIN"))).startsWith(START + "acr_values=\"").contains("FACTOR_TOTP");
	}

	@ParameterizedTest
	@CsvSource({ "roleThenFactor", "factorThenRole", "constant", "meta", "allAuthorities", "allAuthoritiesReversed",
			"check", "checkOfContext", "manager" })
	void ofMethodWhenTheRoleMissesTooThenAsksForNothing(String rule) throws Exception {
		assertThat(ofMethod(rule, user("ROLE_USER", "pwd", "mca"))).isNull();
		assertThat(ofMethod(rule, user("ROLE_USER", "pwd", "otp"))).isNull();
	}

	@Test
	void ofMethodWhenTheFactorIsForbiddenThenNeverAsksForIt() throws Exception {
		assertThat(ofMethod("forbidden", user("ROLE_USER", "pwd", "mca"))).isNull();
		assertThat(ofMethod("forbidden", user("ROLE_ADMIN", "pwd", "otp"))).isNull();
		assertThat(ofMethod("onlyByMail", user("ROLE_ADMIN", "pwd", "otp")))
			.isEqualTo(START + "acr_values=\"FACTOR_OTT\", realm=\"api\"");
	}

	@Test
	void ofMethodWhenNoLoginHasTheFactorsThenAsksForNothing() throws Exception {
		assertThat(ofMethod("both", user("ROLE_ADMIN", "pwd", "mca"))).isNull();
		assertThat(ofMethod("unknownFactor", user("ROLE_ADMIN", "pwd", "mca"))).isNull();
	}

	@Test
	void ofMethodWhenTheRuleFailsThenAsksForNothing() throws Exception {
		assertThat(ofMethod("failing", user("ROLE_ADMIN", "pwd", "mca"))).isNull();
	}

	@Test
	void ofMethodWhenAnyFactorWillDoThenAsksForTheFewest() throws Exception {
		assertThat(ofMethod("anyFactor", user("ROLE_ADMIN", "pwd")))
			.isEqualTo(START + "acr_values=\"FACTOR_OTT\", realm=\"api\"");
	}

	@Test
	void ofPathWhenAFactorMissesInEitherOrderThenAsksForItUnlessTheRoleMissesToo() {
		AccessTokenAuthentication admin = user("ROLE_ADMIN", "pwd", "mca");
		AccessTokenAuthentication other = user("ROLE_USER", "pwd", "mca");
		AuthorizationManager<HttpServletRequest> role = AuthorityAuthorizationManager.hasRole("ADMIN");
		for (AuthorizationManager<HttpServletRequest> rule : List.of(AuthorizationManagers.allOf(role, totp()),
				AuthorizationManagers.allOf(totp(), role),
				AllAuthoritiesAuthorizationManager.<HttpServletRequest>hasAllAuthorities("ROLE_ADMIN", "FACTOR_TOTP"),
				AllAuthoritiesAuthorizationManager.<HttpServletRequest>hasAllAuthorities("FACTOR_TOTP",
						"ROLE_ADMIN"))) {
			assertThat(ofPath(rule, admin)).isEqualTo(TOTP);
			assertThat(ofPath(rule, other)).isNull();
		}
		for (AuthorizationManager<HttpServletRequest> rule : List.of(AuthorizationManagers.anyOf(role, totp()),
				AuthorizationManagers.anyOf(totp(), role))) {
			assertThat(ofPath(rule, other)).isEqualTo(TOTP);
		}
		assertThat(ofPath(AuthorizationManagers.not(totp()), user("ROLE_ADMIN", "pwd", "otp"))).isNull();
	}

	@Test
	void ofPathWhenAFactorIsTooOldThenNamesItWithTheSmallestAge() {
		AccessTokenAuthentication old = old("ROLE_ADMIN", "pwd", "mca");
		AuthorizationManager<HttpServletRequest> role = AuthorityAuthorizationManager.hasRole("ADMIN");
		String tenMinutes = START + "acr_values=\"FACTOR_PASSWORD\", max_age=600, realm=\"api\"";
		assertThat(ofPath(passwordOf(Duration.ofMinutes(10)), old)).isEqualTo(tenMinutes);
		assertThat(ofPath(AuthorizationManagers.allOf(passwordOf(Duration.ofMinutes(10)), role), old))
			.isEqualTo(tenMinutes);
		assertThat(
				ofPath(AuthorizationManagers.allOf(passwordOf(Duration.ofMinutes(10)), role), old("ROLE_USER", "pwd")))
			.isNull();
		AllRequiredFactorsAuthorizationManager<HttpServletRequest> both = AllRequiredFactorsAuthorizationManager
			.<HttpServletRequest>builder()
			.requireFactor((factor) -> factor.passwordAuthority().validDuration(Duration.ofMinutes(10)))
			.requireFactor((factor) -> factor.authority("FACTOR_TOTP"))
			.build();
		assertThat(ofPath(both, old))
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD FACTOR_TOTP\", max_age=600, realm=\"api\"");
		assertThat(ofPath(both, user("ROLE_ADMIN", "pwd", "mca"))).isEqualTo(TOTP);
		// of this one nobody knows which age would do
		assertThat(ofPath(AuthorizationManagers.anyOf(passwordOf(Duration.ofMinutes(10)), (who, object) -> null), old))
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD\", max_age=0, realm=\"api\"");
	}

	private static AuthorizationManager<HttpServletRequest> fresh(String... factors) {
		AllRequiredFactorsAuthorizationManager.Builder<HttpServletRequest> rule = AllRequiredFactorsAuthorizationManager
			.builder();
		for (String each : factors) {
			rule.requireFactor((factor) -> factor.authority(each).validDuration(Duration.ofMinutes(5)));
		}
		return rule.build();
	}

	@Test
	void ofPathWhenTheSecondFactorIsTooOldThenNamesItAlone() {
		AccessTokenAuthentication old = old("ROLE_ADMIN", "pwd", "otp", "mfa");
		String app = START + "acr_values=\"FACTOR_TOTP\", max_age=300, realm=\"api\"";
		assertThat(ofPath(fresh("FACTOR_TOTP"), old)).isEqualTo(app);
		assertThat(ofPath(fresh("FACTOR_PASSWORD", "FACTOR_TOTP"), old))
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD FACTOR_TOTP\", max_age=300, realm=\"api\"");
		// either would do, and a password is shown at a login alone
		assertThat(ofPath(AuthorizationManagers.anyOf(fresh("FACTOR_PASSWORD"), fresh("FACTOR_TOTP")), old))
			.startsWith(START + "acr_values=\"FACTOR_TOTP\", max_age=");
		assertThat(ofPath(
				AuthorizationManagers.allOf(fresh("FACTOR_TOTP"), AuthorityAuthorizationManager.hasRole("ADMIN")),
				old("ROLE_USER", "pwd", "otp")))
			.isNull();
	}

	@Test
	void ofPathWhenAFactorWasShownOnceMoreThenTheOthersAreAsOldAsTheyAre() {
		AccessTokenAuthentication old = old("ROLE_ADMIN", "pwd", "otp", "mfa");
		AuthToken token = old.getToken()
			.toBuilder()
			.amrAt(Map.of("otp", Instant.parse("2100-01-01T00:00:00Z")))
			.build();
		AccessTokenAuthentication steppedUp = FACTORS.authentication(old.getUser(), token);
		assertThat(fresh("FACTOR_TOTP").authorize(() -> steppedUp, new MockHttpServletRequest()).isGranted()).isTrue();
		assertThat(ofPath(fresh("FACTOR_PASSWORD", "FACTOR_TOTP"), steppedUp))
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD\", max_age=300, realm=\"api\"");
	}

	private @Nullable String ofPathWithRuleThatHidesAnAge() {
		AuthorizationManager<HttpServletRequest> fresh = passwordOf(Duration.ofHours(8));
		AuthorizationManager<HttpServletRequest> hidden = (who,
				request) -> new AuthorizationDecision(fresh.authorize(who, request).isGranted());
		return ofPath(hidden, old("ROLE_ADMIN", "pwd", "mca"));
	}

	@Test
	void ofPathWhenEveryRuleAsksForAFreshLoginThenTellsItsAge() {
		addFactory(Object.class, ageUnless(Duration.ofHours(8), (object) -> false));
		assertThat(ofPathWithRuleThatHidesAnAge())
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD\", max_age=28800, realm=\"api\"");
	}

	@Test
	void ofPathWhenFactoriesReadWhatTheyJudgeThenEachIsAskedAboutItsOwnKind() throws Exception {
		addFactory(Object.class, ageUnless(Duration.ofHours(1), (object) -> false));
		addFactory(RequestAuthorizationContext.class,
				ageUnless(Duration.ofHours(8), (context) -> context.getRequest().getRequestURI().startsWith("/open")));
		addFactory(MethodInvocation.class,
				ageUnless(Duration.ofHours(2), (invocation) -> invocation.getMethod().getName().equals("open")));
		assertThat(ofPathWithRuleThatHidesAnAge())
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD\", max_age=28800, realm=\"api\"");
		assertThat(ofMethod("fresh", old("ROLE_ADMIN", "pwd", "mca")))
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD\", max_age=7200, realm=\"api\"");
	}

	@Test
	void ofPathWhenAFactoryFailsThenNothingIsKnownOfIt() {
		addFactory(RequestAuthorizationContext.class, ageUnless(Duration.ofHours(8), (context) -> {
			throw new IllegalStateException("a fault of the factory");
		}));
		assertThat(ofPathWithRuleThatHidesAnAge())
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD\", max_age=0, realm=\"api\"");
	}

	@Test
	void ofWhenTheApplicationThrowsByItselfThenAsksForWhatItTellsAlone() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		AccessTokenAuthentication who = user("ROLE_ADMIN", "pwd", "mca");
		assertThat(challenges().challengeFor(new AccessDeniedException("no"), who, request)).isNull();
		assertThat(challenges().challengeFor(new AuthorizationDeniedException("no"), who, request)).isNull();
		assertThat(value(challenges()
			.challengeFor(new AuthorizationDeniedException("no", totp().authorize(() -> who, request)), who, request)))
			.isEqualTo(TOTP);
	}

	@Test
	void afterWhenAskedThenIsTheSameUserByThoseFactors() {
		AccessTokenAuthentication before = user("ROLE_ADMIN", "pwd", "mca");
		before.setDetails("details");
		LoginFactor password = new LoginFactor("pwd", "FACTOR_PASSWORD");
		LoginFactor app = new LoginFactor("otp", "FACTOR_TOTP");
		AccessTokenAuthentication fresh = FACTORS.after(Set.of(app, password), Set.of(), before);
		assertThat(fresh.getName()).isEqualTo("alice");
		assertThat(fresh.getDetails()).isEqualTo("details");
		assertThat(fresh.getToken().amr()).containsExactly("pwd", "otp", "mfa");
		assertThat(fresh.getAuthorities()).extracting("authority")
			.containsExactly("ROLE_ADMIN", "FACTOR_PASSWORD", "FACTOR_TOTP");
		AuthToken mixed = FACTORS.after(Set.of(app), Set.of(password), before).getToken();
		assertThat(mixed.subject().provedAt("pwd")).isEqualTo(before.getToken().authTime());
		assertThat(mixed.subject().provedAt("otp")).isNotEqualTo(before.getToken().authTime());
	}

	static class Methods {

		private static final String EXPRESSION = "hasRole('ADMIN') and hasAuthority('FACTOR_TOTP')";

		@PreAuthorize(EXPRESSION)
		void roleThenFactor() {
		}

		@PreAuthorize("hasAuthority('FACTOR_TOTP') and hasRole('ADMIN')")
		void factorThenRole() {
		}

		@PreAuthorize("hasRole('ADMIN') and hasAuthority(T(io.github.jwt2fa.security.AccessTokenAuthentication).TOTP_AUTHORITY)")
		void constant() {
		}

		@AdminsByApp
		void meta() {
		}

		@PreAuthorize("hasAllAuthorities('ROLE_ADMIN', 'FACTOR_TOTP')")
		void allAuthorities() {
		}

		@PreAuthorize("hasAllAuthorities('FACTOR_TOTP', 'ROLE_ADMIN')")
		void allAuthoritiesReversed() {
		}

		@PreAuthorize("@factors.check(authentication)")
		void check() {
		}

		@PreAuthorize("@factors.checkContext()")
		void checkOfContext() {
		}

		@PreAuthorize("@factors")
		void manager() {
		}

		@PreAuthorize("!hasAuthority('FACTOR_TOTP') and hasRole('ADMIN')")
		void forbidden() {
		}

		@PreAuthorize("!hasAuthority('FACTOR_TOTP') and hasAuthority('FACTOR_OTT')")
		void onlyByMail() {
		}

		@PreAuthorize("hasAllAuthorities('FACTOR_OTT', 'FACTOR_TOTP')")
		void both() {
		}

		@PreAuthorize("hasAuthority('FACTOR_WEBAUTHN')")
		void unknownFactor() {
		}

		@PreAuthorize("@factors.fail(authentication)")
		void failing() {
		}

		@PreAuthorize("hasAnyAuthority('FACTOR_TOTP', 'FACTOR_OTT')")
		void anyFactor() {
		}

		@PreAuthorize("@factors.checkAge(authentication)")
		void fresh() {
		}

	}

	@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
	@PreAuthorize(Methods.EXPRESSION)
	@interface AdminsByApp {

	}

	static class FactorsBean implements AuthorizationManager<MethodInvocation> {

		public boolean check(Authentication authentication) {
			List<String> names = authentication.getAuthorities().stream().map(Object::toString).toList();
			return names.stream().anyMatch((name) -> name.contains("FACTOR_TOTP"))
					&& names.stream().anyMatch((name) -> name.contains("ROLE_ADMIN"));
		}

		public boolean checkContext() {
			return check(SecurityContextHolder.getContext().getAuthentication());
		}

		public boolean checkAge(Authentication authentication) {
			return passwordOf(Duration.ofHours(2)).authorize(() -> authentication, this).isGranted();
		}

		public boolean fail(Authentication authentication) {
			if (check(authentication)) {
				throw new IllegalStateException("a fault of the rule");
			}
			return false;
		}

		@Override
		public AuthorizationResult authorize(
				java.util.function.Supplier<? extends @Nullable Authentication> authentication,
				MethodInvocation invocation) {
			return new AuthorizationDecision(check(authentication.get()));
		}

	}

}
