package io.github.jwt2fa.web;

import java.lang.reflect.Method;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Adds the endpoints to the application's own handler mapping, so that its CORS settings
 * and interceptors apply. Not by annotations: a path is a setting, and may be off.
 */
public final class EndpointRegistration {

	private static final Method HANDLE = ClassUtils.getMethod(EndpointHandler.class, "handle", HttpServletRequest.class,
			HttpServletResponse.class);

	private final RequestMappingHandlerMapping mapping;

	private final EndpointPaths paths;

	/**
	 * A registration.
	 * @param mapping the application's handler mapping
	 * @param paths where the endpoints are
	 */
	public EndpointRegistration(RequestMappingHandlerMapping mapping, EndpointPaths paths) {
		this.mapping = mapping;
		this.paths = paths;
	}

	/**
	 * Adds the endpoints of the login.
	 * @param login the two steps of a login
	 * @param tokens what can be done with tokens
	 */
	public void register(LoginEndpoints login, TokenEndpoints tokens) {
		register(Endpoint.GET_CODE, RequestMethod.POST, login::getCode);
		register(Endpoint.AUTH, RequestMethod.POST, login::auth);
		register(Endpoint.REFRESH, RequestMethod.POST, tokens::refresh);
		register(Endpoint.VERIFY, RequestMethod.POST, tokens::verify);
		register(Endpoint.LOGOUT, RequestMethod.POST, tokens::logout);
		register(Endpoint.LOGOUT_ALL, RequestMethod.POST, tokens::logoutAll);
		register(Endpoint.JWKS, RequestMethod.GET, tokens::jwks);
	}

	/**
	 * Adds the endpoints for those who are in.
	 * @param enrollment what users do about their second factor
	 */
	public void register(EnrollmentEndpoints enrollment) {
		register(Endpoint.TOTP_SETUP, RequestMethod.POST, enrollment::setUp);
		register(Endpoint.TOTP_CONFIRM, RequestMethod.POST, enrollment::confirm);
		register(Endpoint.TWO_FACTOR_METHOD, RequestMethod.GET, enrollment::method);
		register(Endpoint.TWO_FACTOR_METHOD, RequestMethod.POST, enrollment::changeMethod);
	}

	private void register(Endpoint endpoint, RequestMethod httpMethod, EndpointHandler handler) {
		String[] patterns = this.paths.of(endpoint).toArray(String[]::new);
		if (patterns.length > 0) {
			RequestMappingInfo info = RequestMappingInfo.paths(patterns)
				.methods(httpMethod)
				.options(this.mapping.getBuilderConfiguration())
				.build();
			this.mapping.registerMapping(info, handler, HANDLE);
		}
	}

}
