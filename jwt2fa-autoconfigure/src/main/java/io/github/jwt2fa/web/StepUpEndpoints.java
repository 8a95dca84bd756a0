package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.StepUpRequest;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.response.LanguageNegotiation;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import io.github.jwt2fa.web.body.RequestBody;
import io.github.jwt2fa.web.body.RequestBodyReader;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointRoute;
import io.github.jwt2fa.web.endpoint.EndpointRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * A factor once more, for somebody who is logged in. What is begun here ends as a login
 * does.
 */
final class StepUpEndpoints implements EndpointRoutes {

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final BearerAuthenticator authenticator;

	private final TwoFactorLoginService login;

	private final LanguageNegotiation languages;

	/**
	 * The endpoint.
	 * @param authenticator finds out who sends a request
	 * @param login begins what is asked for
	 * @param languages tells the language of a code's mail
	 */
	StepUpEndpoints(BearerAuthenticator authenticator, TwoFactorLoginService login, LanguageNegotiation languages) {
		this.authenticator = authenticator;
		this.login = login;
		this.languages = languages;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.STEP_UP, RequestMethod.POST, this::stepUp));
	}

	void stepUp(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.authenticator.require(request);
		RequestBody body = this.bodies.read(request);
		String acrValues = body.optionalText("acr_values");
		boolean maxAge = body.hasNumber("max_age");
		List<String> able = body.names(LoginEndpoints.METHODS);
		body.requireNoFaults();
		// for the mail, until the end of the request
		LocaleContextHolder.setLocale(this.languages.localeOf(request));
		this.json.ok(response, LoginEndpoints
			.bodyOf(this.login.stepUp(verified.token(), verified.user(), requestOf(acrValues, maxAge, able))));
	}

	private static StepUpRequest requestOf(@Nullable String acrValues, boolean maxAge, @Nullable List<String> able) {
		return new StepUpRequest(new LinkedHashSet<>(List.of(StringUtils.tokenizeToStringArray(acrValues, " "))),
				maxAge, (able != null) ? able.stream().map(TwoFactorMethod::of).toList() : null);
	}

}
